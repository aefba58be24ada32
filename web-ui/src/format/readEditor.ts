import { conform } from "../catalogue/conform";
import { nameInstanceValues } from "../graph/promoted";
import type { Catalogue } from "../catalogue/nodeTypes";
import {
  FRAME_OUT,
  type FrameSlot,
  type Graph,
  type GraphNode,
  type Group,
  type InputSlot,
  type Json,
  type JsonObject,
  type LastIds,
  type Link,
  type Mode,
  type OutputSlot,
  type Point,
  type Reroute,
  type Size,
  type Subgraph,
  type Workflow,
} from "../graph/types";
import { list, number, object, text } from "../graph/json";
import { FileProblem, id, rest } from "./parts";

/** Whether a JSON value looks like an editor's file. */
export function isEditorFile(json: Json): boolean {
  const file = object(json);
  return (
    Array.isArray(file["nodes"]) && (Array.isArray(file["links"]) || file["links"] === undefined)
  );
}

/**
 * Reads a workflow as editors save it (ComfyUI's formats 0.4 and 1). Links to nodes that are not there are dropped and said.
 *
 * @throws FileProblem if it is no such file
 */
export function readEditorFile(
  json: Json,
  types: Catalogue,
): { workflow: Workflow; notices: readonly string[] } {
  if (!isEditorFile(json)) {
    throw new FileProblem("It has no list of nodes; it is no workflow of an editor.");
  }
  const file = object(json);
  const notices: string[] = [];
  const definitions = object(file["definitions"]);
  const subgraphs = list(definitions["subgraphs"]).map((definition) =>
    readSubgraph(object(definition), notices),
  );
  const extra = object(file["extra"]);
  const ds = object(extra["ds"]);
  const offset = point(ds["offset"]);
  return {
    workflow: nameInstanceValues(
      conform(
        {
          graph: readGraph(file, notices, "the workflow"),
          subgraphs: new Map(subgraphs.map((subgraph) => [subgraph.id, subgraph])),
          ...(ds["scale"] !== undefined && { view: { offset, scale: number(ds["scale"], 1) } }),
          rest: rest(file, ["nodes", "links", "groups", "reroutes"]),
        },
        types,
      ),
    ),
    notices,
  };
}

function readSubgraph(definition: JsonObject, notices: string[]): Subgraph {
  const name = text(definition["name"]);
  return {
    id: id(definition["id"], "a subgraph"),
    name,
    graph: readGraph(definition, notices, `subgraph "${name}"`),
    inputs: list(definition["inputs"]).map(frameSlot),
    outputs: list(definition["outputs"]).map(frameSlot),
    rest: rest(definition, [
      "id",
      "name",
      "nodes",
      "links",
      "groups",
      "reroutes",
      "inputs",
      "outputs",
    ]),
  };
}

function frameSlot(json: Json): FrameSlot {
  const slot = object(json);
  return {
    id: text(slot["id"]),
    name: text(slot["name"]),
    type: socket(slot["type"]),
    ...label(slot),
    rest: rest(slot, ["id", "name", "type", "label", "linkIds"]),
  };
}

function readGraph(file: JsonObject, notices: string[], where: string): Graph {
  const nodes = new Map<string, GraphNode>();
  const slots = new Map<string, { node: string; slot: number }>();
  for (const json of list(file["nodes"])) {
    const node = readNode(object(json), where);
    if (nodes.has(node.id)) {
      notices.push(`Two nodes of ${where} have the id ${node.id}; the first was left out.`);
    }
    nodes.set(node.id, node);
    list(object(json)["inputs"]).forEach((input, slot) => {
      const link = object(input)["link"];
      if (link !== null && link !== undefined) {
        slots.set(String(link), { node: node.id, slot });
      }
    });
  }
  const reroutes = readReroutes(file);
  const links = readLinks(file, nodes, slots, notices, where);
  return {
    nodes,
    links,
    reroutes,
    groups: list(file["groups"]).map((json, index) => readGroup(object(json), index)),
    last: lastIds(file, { nodes, links, reroutes }),
  };
}

function readReroutes(file: JsonObject): ReadonlyMap<string, Reroute> {
  const all = [...list(file["reroutes"]), ...list(object(file["extra"])["reroutes"])];
  return new Map(
    all.map((json) => {
      const reroute = readReroute(object(json));
      return [reroute.id, reroute] as const;
    }),
  );
}

function readLinks(
  file: JsonObject,
  nodes: ReadonlyMap<string, GraphNode>,
  slots: ReadonlyMap<string, { node: string; slot: number }>,
  notices: string[],
  where: string,
): ReadonlyMap<string, Link> {
  const parents = new Map(
    list(object(file["extra"])["linkExtensions"]).map((json) => {
      const extension = object(json);
      return [String(extension["id"]), String(extension["parentId"])] as const;
    }),
  );
  const links = new Map<string, Link>();
  const ends = new Map<string, string>();
  for (const json of list(file["links"])) {
    const read = readLink(json, parents);
    if (!read) {
      continue;
    }
    if (!fits(read, nodes, file)) {
      notices.push(
        `A link in ${where} from node ${read.from.node} to node ${read.to.node} was left out: one of them is not there.`,
      );
      continue;
    }
    // Where a link and its input disagree about the slot, editors believe the input.
    const named = slots.get(read.id);
    const link = named?.node === read.to.node ? { ...read, to: named } : read;
    if (link.to.node !== FRAME_OUT) {
      const end = `${link.to.node} ${String(link.to.slot)}`;
      const other = ends.get(end);
      if (other !== undefined) {
        // An input takes one link: the one it names.
        if (slots.get(other)?.node === link.to.node && named === undefined) {
          continue;
        }
        links.delete(other);
      }
      ends.set(end, link.id);
    }
    links.set(link.id, link);
  }
  return links;
}

function lastIds(file: JsonObject, graph: Pick<Graph, "nodes" | "links" | "reroutes">): LastIds {
  const state = object(file["state"]);
  const last = (given: readonly (Json | undefined)[], ids: Iterable<string>) =>
    highest([...given.map((id) => number(id, 0)), ...[...ids].map(Number)]);
  return {
    node: last([file["last_node_id"], state["lastNodeId"]], graph.nodes.keys()),
    link: last([file["last_link_id"], state["lastLinkId"]], graph.links.keys()),
    reroute: last([state["lastRerouteId"]], graph.reroutes.keys()),
  };
}

function highest(ids: readonly number[]): number {
  return ids.reduce((most, id) => (Number.isSafeInteger(id) && id > most ? id : most), 0);
}

/** A frame's slots have ids of their own, which no node has. */
function fits(link: Link, nodes: ReadonlyMap<string, GraphNode>, file: JsonObject): boolean {
  const there = (node: string) => nodes.has(node) || ("inputNode" in file && Number(node) < 0);
  return there(link.from.node) && there(link.to.node);
}

function readNode(json: JsonObject, where: string): GraphNode {
  const type = text(json["type"]);
  const nodeId = id(json["id"], `a node of ${where}`);
  const flags = object(json["flags"]);
  const title = json["title"];
  return {
    id: nodeId,
    type,
    ...(typeof title === "string" && { title }),
    position: point(json["pos"]),
    size: size(json["size"]),
    mode: mode(json["mode"]),
    collapsed: flags["collapsed"] === true,
    pinned: flags["pinned"] === true,
    ...(typeof json["color"] === "string" && { colour: json["color"] }),
    ...(typeof json["bgcolor"] === "string" && { background: json["bgcolor"] }),
    inputs: list(json["inputs"]).map((slot) => inputSlot(object(slot))),
    outputs: list(json["outputs"]).map((slot) => outputSlot(object(slot))),
    values: {},
    controls: {},
    ...(json["widgets_values"] !== undefined && { listed: json["widgets_values"] }),
    properties: object(json["properties"]),
    rest: rest(json, [
      "id",
      "type",
      "title",
      "pos",
      "size",
      "color",
      "bgcolor",
      "inputs",
      "outputs",
      "widgets_values",
      "properties",
    ]),
  };
}

function inputSlot(slot: JsonObject): InputSlot {
  const widget = object(slot["widget"])["name"];
  return {
    name: text(slot["name"]),
    type: socket(slot["type"]),
    ...label(slot),
    ...(typeof widget === "string" && { widget }),
    rest: rest(slot, ["name", "type", "label", "widget", "link"]),
  };
}

function outputSlot(slot: JsonObject): OutputSlot {
  return {
    name: text(slot["name"]),
    type: socket(slot["type"]),
    ...label(slot),
    rest: rest(slot, ["name", "type", "label", "links"]),
  };
}

/** Version 0.4 writes links as arrays, version 1 and subgraphs as objects; both appear in both. */
function readLink(json: Json, parents: ReadonlyMap<string, string>): Link | undefined {
  const link = Array.isArray(json) ? linkOfArray(json as readonly Json[]) : object(json);
  if (link["id"] === undefined || link["origin_id"] === undefined) {
    return undefined;
  }
  const linkId = String(link["id"]);
  const parent = link["parentId"] ?? parents.get(linkId);
  return {
    id: linkId,
    from: { node: String(link["origin_id"]), slot: number(link["origin_slot"], 0) },
    to: { node: String(link["target_id"]), slot: number(link["target_slot"], 0) },
    type: socket(link["type"]),
    ...(parent !== undefined && parent !== null && { reroute: String(parent) }),
    rest: rest(link, [
      "id",
      "origin_id",
      "origin_slot",
      "target_id",
      "target_slot",
      "type",
      "parentId",
    ]),
  };
}

function linkOfArray(items: readonly Json[]): JsonObject {
  const [linkId, from, fromSlot, to, toSlot, type] = items;
  if (linkId === undefined || from === undefined || to === undefined) {
    return {};
  }
  return {
    id: linkId,
    origin_id: from,
    origin_slot: fromSlot ?? 0,
    target_id: to,
    target_slot: toSlot ?? 0,
    type: type ?? "*",
  };
}

function readReroute(json: JsonObject): Reroute {
  const parent = json["parentId"];
  return {
    id: String(json["id"]),
    ...(parent !== undefined && parent !== null && { parent: String(parent) }),
    position: point(json["pos"]),
    rest: rest(json, ["id", "parentId", "pos", "linkIds"]),
  };
}

function readGroup(json: JsonObject, index: number): Group {
  const [x, y, width, height] = list(json["bounding"]);
  return {
    id: json["id"] === undefined ? `g${String(index + 1)}` : String(json["id"]),
    title: text(json["title"]),
    bounds: {
      x: number(x, 0),
      y: number(y, 0),
      width: number(width, 200),
      height: number(height, 100),
    },
    ...(typeof json["color"] === "string" && { colour: json["color"] }),
    rest: rest(json, ["title", "bounding", "color"]),
  };
}

function label(slot: JsonObject): { label?: string } {
  return typeof slot["label"] === "string" ? { label: slot["label"] } : {};
}

/** 0, 1 and 3 run; 2 is muted, 4 bypassed. */
function mode(json: Json | undefined): Mode {
  switch (Number(json)) {
    case 2:
      return "muted";
    case 4:
      return "bypassed";
    default:
      return "always";
  }
}

/** Socket types are texts; old files also hold lists (combos) and numbers (any). */
function socket(json: Json | undefined): string {
  if (Array.isArray(json)) {
    return "COMBO";
  }
  return typeof json === "string" && json !== "" ? json : "*";
}

/** `[x, y]`, or the typed array that became `{"0": x, "1": y}`. */
function pair(
  json: Json | undefined,
  otherwise: readonly [number, number],
): readonly [number, number] {
  const part = (index: 0 | 1) =>
    number(
      Array.isArray(json) ? (json as readonly Json[])[index] : object(json)[String(index)],
      otherwise[index],
    );
  return [part(0), part(1)];
}

function point(json: Json | undefined): Point {
  const [x, y] = pair(json, [0, 0]);
  return { x, y };
}

function size(json: Json | undefined): Size {
  const [width, height] = pair(json, [210, 100]);
  return { width, height };
}
