/** Why an edit cannot be made; what the user reads is worded where it is shown. */
export type EditRefusal = "holds-itself" | "nothing-selected" | "no-instance" | "gone";

/** An edit that cannot be made. */
export class EditProblem extends Error {
  constructor(
    readonly refusal: EditRefusal,
    /** What it is about: a subgraph's name, a node's id. */
    readonly subject: string,
  ) {
    super(`${refusal}: "${subject}"`);
  }
}
