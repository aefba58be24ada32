/**
 * The graph that is edited: immutable values with shared structure. Every edit is a function from a graph to a graph (see
 * `edits/`), so undo keeps old graphs and nothing is ever copied back.
 *
 * Ids are texts here and numbers in files where they were numbers there; members of files that nothing here knows are kept in
 * `rest` and written back.
 */

/** Any JSON value. Whole numbers that a double cannot hold (seeds go up to 2^64 - 1) are bigints. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export type Rectangle = Point & Size;

/** Whether a node runs: as ever, not at all (its consumers lose it), or by passing its inputs through. */
export type Mode = "always" | "muted" | "bypassed";

/** What happens to a widget's value after each run. */
export type Control = "fixed" | "increment" | "decrement" | "randomize" | "increment-wrap";

/** A place where a link may end. */
export interface InputSlot {
  readonly name: string;
  /** Socket type: `IMAGE`, `INT`, `*`, `IMAGE,MASK`. */
  readonly type: string;
  readonly label?: string;
  /** The widget that this slot stands for. */
  readonly widget?: string;
  readonly rest: JsonObject;
}

/** A place where links begin. */
export interface OutputSlot {
  readonly name: string;
  readonly type: string;
  readonly label?: string;
  readonly rest: JsonObject;
}

export interface GraphNode {
  readonly id: string;
  /** A node class, a virtual type (`Reroute`, `Note` ...), or the id of a subgraph definition. */
  readonly type: string;
  readonly title?: string;
  readonly position: Point;
  readonly size: Size;
  readonly mode: Mode;
  readonly collapsed: boolean;
  readonly pinned: boolean;
  /** Colours of title bar and body, as CSS writes them. */
  readonly colour?: string;
  readonly background?: string;
  readonly inputs: readonly InputSlot[];
  readonly outputs: readonly OutputSlot[];
  /** Widget values by name. */
  readonly values: Readonly<Record<string, Json>>;
  /** How values change after a run, by widget. */
  readonly controls: Readonly<Record<string, Control>>;
  /**
   * The values as the file lists them. What no type gives a name (unknown classes, surplus values) is written back from here.
   */
  readonly listed?: Json;
  readonly properties: JsonObject;
  readonly rest: JsonObject;
}

export interface Link {
  readonly id: string;
  readonly from: { readonly node: string; readonly slot: number };
  readonly to: { readonly node: string; readonly slot: number };
  readonly type: string;
  /** The reroute point nearest to its end. */
  readonly reroute?: string;
  readonly rest: JsonObject;
}

/** A point that links are drawn through; it changes nothing of what runs. */
export interface Reroute {
  readonly id: string;
  readonly parent?: string;
  readonly position: Point;
  readonly rest: JsonObject;
}

export interface Group {
  readonly id: string;
  readonly title: string;
  readonly bounds: Rectangle;
  readonly colour?: string;
  readonly rest: JsonObject;
}

/** What lies on one canvas: a whole workflow, or the inside of a subgraph. */
export interface Graph {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly links: ReadonlyMap<string, Link>;
  readonly reroutes: ReadonlyMap<string, Reroute>;
  readonly groups: readonly Group[];
  /** The highest numbers given out so far: ids of what was deleted are not used again. */
  readonly last: LastIds;
}

export interface LastIds {
  readonly node: number;
  readonly link: number;
  readonly reroute: number;
}

/** A slot of a subgraph's frame. */
export interface FrameSlot {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly label?: string;
  readonly rest: JsonObject;
}

/** The definition behind instances of a subgraph. Inside, links from `FRAME_IN` and to `FRAME_OUT` are the frame's slots. */
export interface Subgraph {
  readonly id: string;
  readonly name: string;
  readonly graph: Graph;
  readonly inputs: readonly FrameSlot[];
  readonly outputs: readonly FrameSlot[];
  readonly rest: JsonObject;
}

/** The ids that links inside a subgraph name its frame by. */
export const FRAME_IN = "-10";
export const FRAME_OUT = "-20";

/** A whole workflow with all that its file says. */
export interface Workflow {
  readonly graph: Graph;
  readonly subgraphs: ReadonlyMap<string, Subgraph>;
  /** Where the view was: the graph point at the canvas's corner, and pixels per graph unit. */
  readonly view?: { readonly offset: Point; readonly scale: number };
  readonly rest: JsonObject;
}
