/** All that the editor says, in English; other languages have the same members. */
export const en = {
  app: {
    name: "Darkroom",
  },
};

/** What every language has to say. */
export type Texts = typeof en;
