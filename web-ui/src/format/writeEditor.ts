import { listed } from "../catalogue/widgetValues";
import type { Catalogue } from "../catalogue/nodeTypes";
import type {
  FrameSlot,
  Graph,
  GraphNode,
  Group,
  InputSlot,
  Json,
  JsonObject,
  Link,
  Mode,
  OutputSlot,
  Reroute,
  Subgraph,
  Workflow,
} from "../graph/types";
import { list, object } from "./parts";

/** Writes a workflow as editors save it: in the version its file had, else 0.4, with all that the file said beyond. */
export function writeEditorFile(workflow: Workflow, types: Catalogue): JsonObject {
  const { graph, rest } = workflow;
  const version = rest["version"] === 1 || rest["version"] === 1n ? 1 : 0.4;
  const slots = slotNumbers(graph);
  const common = {
    ...rest,
    nodes: [...graph.nodes.values()].map((node) => writeNode(node, graph, types, slots)),
    links: [...graph.links.values()].map((link) =>
      version === 1 ? linkObject(link, slots) : linkArray(link, slots),
    ),
    groups: graph.groups.map(writeGroup),
    ...definitions(workflow, types),
    extra: extra(workflow, version),
    version,
  };
  return version === 1
    ? { ...common, state: state(graph, object(rest["state"])), reroutes: reroutes(graph) }
    : {
        ...common,
        last_node_id: highest(graph.nodes.keys()),
        last_link_id: highest(graph.links.keys()),
      };
}

function definitions(workflow: Workflow, types: Catalogue): JsonObject {
  const given = object(workflow.rest["definitions"]);
  if (workflow.subgraphs.size === 0 && list(given["subgraphs"]).length === 0) {
    return {};
  }
  const subgraphs = [...workflow.subgraphs.values()].map((subgraph) =>
    writeSubgraph(subgraph, types),
  );
  return { definitions: { ...given, subgraphs } };
}

function writeSubgraph(subgraph: Subgraph, types: Catalogue): JsonObject {
  const { graph } = subgraph;
  const slots = slotNumbers(graph);
  const linksAt = (end: "from" | "to", frame: string, slot: number) =>
    [...graph.links.values()]
      .filter((link) => link[end].node === frame && link[end].slot === slot)
      .map((link) => fileId(link.id));
  return {
    ...subgraph.rest,
    id: subgraph.id,
    name: subgraph.name,
    state: state(graph, object(subgraph.rest["state"])),
    inputs: subgraph.inputs.map((slot, index) => frameSlot(slot, linksAt("from", "-10", index))),
    outputs: subgraph.outputs.map((slot, index) => frameSlot(slot, linksAt("to", "-20", index))),
    nodes: [...graph.nodes.values()].map((node) => writeNode(node, graph, types, slots)),
    groups: graph.groups.map(writeGroup),
    links: [...graph.links.values()].map((link) => linkObject(link, slots)),
    ...(graph.reroutes.size > 0 && { reroutes: reroutes(graph) }),
  };
}

function frameSlot(slot: FrameSlot, linkIds: readonly Json[]): JsonObject {
  return {
    ...slot.rest,
    id: slot.id,
    name: slot.name,
    type: slot.type,
    ...(slot.label !== undefined && { label: slot.label }),
    linkIds,
  };
}

function writeNode(
  node: GraphNode,
  graph: Graph,
  types: Catalogue,
  slots: SlotNumbers,
): JsonObject {
  const type = types.get(node.type);
  const incoming = linksInto(graph, node.id);
  const outgoing = (slot: number) =>
    [...graph.links.values()]
      .filter((link) => link.from.node === node.id && link.from.slot === slot)
      .map((link) => fileId(link.id));
  const values = type ? listed(type, node) : node.listed;
  return {
    id: fileId(node.id),
    type: node.type,
    pos: [node.position.x, node.position.y],
    size: [node.size.width, node.size.height],
    ...node.rest,
    flags: flags(node),
    mode: modeNumber(node.mode),
    ...(node.title !== undefined && { title: node.title }),
    inputs: node.inputs.flatMap((slot, index) =>
      slots.written(node.id, index) === undefined ? [] : [inputSlot(slot, incoming.get(index))],
    ),
    outputs: node.outputs.map((slot, index) => outputSlot(slot, outgoing(index))),
    properties: node.properties,
    ...(values !== undefined && { widgets_values: values }),
    ...(node.colour !== undefined && { color: node.colour }),
    ...(node.background !== undefined && { bgcolor: node.background }),
  };
}

function flags(node: GraphNode): JsonObject {
  const { collapsed, pinned, ...others } = object(node.rest["flags"]);
  return {
    ...others,
    ...(node.collapsed && { collapsed: true }),
    ...(node.pinned && { pinned: true }),
  };
}

function inputSlot(slot: InputSlot, link: string | undefined): JsonObject {
  return {
    ...slot.rest,
    name: slot.name,
    type: slot.type,
    ...(slot.label !== undefined && { label: slot.label }),
    ...(slot.widget !== undefined && { widget: { name: slot.widget } }),
    link: link === undefined ? null : fileId(link),
  };
}

function outputSlot(slot: OutputSlot, links: readonly Json[]): JsonObject {
  return {
    ...slot.rest,
    name: slot.name,
    type: slot.type,
    ...(slot.label !== undefined && { label: slot.label }),
    links: links.length === 0 ? null : links,
  };
}

/** Slots that stand for a widget and have no link are not written, so the numbers of those behind them change. */
interface SlotNumbers {
  /** The number under which an input slot is written; undefined if it is not. */
  written(node: string, slot: number): number | undefined;
}

function slotNumbers(graph: Graph): SlotNumbers {
  const numbers = new Map<string, readonly (number | undefined)[]>();
  for (const node of graph.nodes.values()) {
    const incoming = linksInto(graph, node.id);
    let next = 0;
    numbers.set(
      node.id,
      node.inputs.map((slot, index) =>
        slot.widget !== undefined && !incoming.has(index) ? undefined : next++,
      ),
    );
  }
  return { written: (node, slot) => numbers.get(node)?.[slot] };
}

function linksInto(graph: Graph, node: string): ReadonlyMap<number, string> {
  const links = new Map<number, string>();
  for (const link of graph.links.values()) {
    if (link.to.node === node) {
      links.set(link.to.slot, link.id);
    }
  }
  return links;
}

function linkArray(link: Link, slots: SlotNumbers): Json {
  return [
    fileId(link.id),
    fileId(link.from.node),
    link.from.slot,
    fileId(link.to.node),
    slots.written(link.to.node, link.to.slot) ?? link.to.slot,
    link.type,
  ];
}

function linkObject(link: Link, slots: SlotNumbers): JsonObject {
  return {
    ...link.rest,
    id: fileId(link.id),
    origin_id: fileId(link.from.node),
    origin_slot: link.from.slot,
    target_id: fileId(link.to.node),
    target_slot: slots.written(link.to.node, link.to.slot) ?? link.to.slot,
    type: link.type,
    ...(link.reroute !== undefined && { parentId: fileId(link.reroute) }),
  };
}

function writeGroup(group: Group): JsonObject {
  const { x, y, width, height } = group.bounds;
  return {
    ...group.rest,
    title: group.title,
    bounding: [x, y, width, height],
    ...(group.colour !== undefined && { color: group.colour }),
  };
}

function reroutes(graph: Graph): readonly Json[] {
  return [...graph.reroutes.values()].map((reroute) => writeReroute(reroute, graph));
}

function writeReroute(reroute: Reroute, graph: Graph): JsonObject {
  return {
    ...reroute.rest,
    id: fileId(reroute.id),
    ...(reroute.parent !== undefined && { parentId: fileId(reroute.parent) }),
    pos: [reroute.position.x, reroute.position.y],
    linkIds: [...graph.links.values()]
      .filter((link) => passes(link, reroute.id, graph))
      .map((link) => fileId(link.id)),
  };
}

/** Whether a link is drawn through a reroute: its nearest one, or one of that one's ancestors. */
function passes(link: Link, reroute: string, graph: Graph): boolean {
  const seen = new Set<string>();
  let at = link.reroute;
  while (at !== undefined && !seen.has(at)) {
    if (at === reroute) {
      return true;
    }
    seen.add(at);
    at = graph.reroutes.get(at)?.parent;
  }
  return false;
}

/** Version 0.4 keeps reroutes and their links in `extra`. */
function extra(workflow: Workflow, version: number): JsonObject {
  const given = object(workflow.rest["extra"]);
  const { reroutes: _reroutes, linkExtensions, ...others } = given;
  const { view, graph } = workflow;
  const through = [...graph.links.values()].flatMap((link) =>
    link.reroute === undefined ? [] : [{ id: fileId(link.id), parentId: fileId(link.reroute) }],
  );
  return {
    ...others,
    ...(view && {
      ds: { ...object(given["ds"]), scale: view.scale, offset: [view.offset.x, view.offset.y] },
    }),
    ...(version !== 1 &&
      graph.reroutes.size > 0 && { reroutes: reroutes(graph), linkExtensions: through }),
  };
}

function state(graph: Graph, given: JsonObject): JsonObject {
  return {
    lastGroupId: graph.groups.length,
    ...given,
    lastNodeId: highest(graph.nodes.keys()),
    lastLinkId: highest(graph.links.keys()),
    lastRerouteId: highest(graph.reroutes.keys()),
  };
}

function highest(ids: Iterable<string>): number {
  return Math.max(0, ...[...ids].map(Number).filter(Number.isSafeInteger));
}

function modeNumber(mode: Mode): number {
  switch (mode) {
    case "always":
      return 0;
    case "muted":
      return 2;
    case "bypassed":
      return 4;
  }
}

/** Decimal ids are numbers in files. */
function fileId(id: string): Json {
  return /^-?\d{1,15}$/.test(id) ? Number(id) : id;
}
