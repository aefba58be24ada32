const HIDDEN_PAUSE = 200; // ms

/** Collects what arrives and hands it over once per animation frame; in hidden pages, where there are none, a few times a second. */
export class FrameBatch<T> {
  #items: T[] = [];
  #waiting = false;

  constructor(private readonly handle: (items: readonly T[]) => void) {}

  add(item: T): void {
    this.#items.push(item);
    if (this.#waiting) {
      return;
    }
    this.#waiting = true;
    if (typeof document === "undefined" || document.visibilityState === "hidden") {
      setTimeout(this.#flush, HIDDEN_PAUSE);
    } else {
      requestAnimationFrame(this.#flush);
    }
  }

  readonly #flush = () => {
    this.#waiting = false;
    const items = this.#items;
    this.#items = [];
    this.handle(items);
  };
}
