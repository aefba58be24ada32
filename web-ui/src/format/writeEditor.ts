import { listedValues } from "../catalogue/conform";
import { instanceValues } from "../graph/promoted";
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
  OutputSlot,
  Reroute,
  Subgraph,
  Workflow,
} from "../graph/types";
import { linkIndex } from "../graph/graph";
import { list, object } from "../graph/json";

/** What every part of a file may have to look up. */
interface Context {
  readonly workflow: Workflow;
  readonly types: Catalogue;
}

/** Writes a workflow as editors save it: in the version its file had, else 0.4, with all that the file said beyond. */
export function writeEditorFile(workflow: Workflow, types: Catalogue): JsonObject {
  const { graph, rest } = workflow;
  const version = rest["version"] === 1 || rest["version"] === 1n ? 1 : 0.4;
  const context = { workflow, types };
  const slots = slotNumbers(graph);
  const common = {
    ...rest,
    nodes: [...graph.nodes.values()].map((node, place) =>
      writeNode(node, place, graph, slots, context),
    ),
    links: [...graph.links.values()].map((link) =>
      version === 1 ? linkObject(link, slots) : linkArray(link, slots),
    ),
    groups: graph.groups.map(writeGroup),
    ...definitions(context),
    extra: extra(workflow, version),
    version,
  };
  return version === 1
    ? { ...common, state: state(graph, object(rest["state"])), reroutes: reroutes(graph) }
    : {
        ...common,
        last_node_id: graph.last.node,
        last_link_id: graph.last.link,
      };
}

function definitions(context: Context): JsonObject {
  const { workflow } = context;
  const given = object(workflow.rest["definitions"]);
  if (workflow.subgraphs.size === 0 && list(given["subgraphs"]).length === 0) {
    return {};
  }
  const subgraphs = [...workflow.subgraphs.values()].map((subgraph) =>
    writeSubgraph(subgraph, context),
  );
  return { definitions: { ...given, subgraphs } };
}

function writeSubgraph(subgraph: Subgraph, context: Context): JsonObject {
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
    nodes: [...graph.nodes.values()].map((node, place) =>
      writeNode(node, place, graph, slots, context),
    ),
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
  place: number,
  graph: Graph,
  slots: SlotNumbers,
  { workflow, types }: Context,
): JsonObject {
  const index = linkIndex(graph);
  const subgraph = workflow.subgraphs.get(node.type);
  const values = subgraph
    ? instanceValues(node, subgraph)
    : listedValues(node, types.get(node.type));
  return {
    id: fileId(node.id),
    type: node.type,
    pos: [node.position.x, node.position.y],
    size: [node.size.width, node.size.height],
    order: place,
    ...node.rest,
    flags: flags(node),
    mode: modeNumber(node),
    ...(node.title !== undefined && { title: node.title }),
    inputs: node.inputs.flatMap((slot, slotNumber) =>
      slots.written(node.id, slotNumber) === undefined
        ? []
        : [inputSlot(slot, index.into(node.id, slotNumber))],
    ),
    outputs: node.outputs.map((slot, slotNumber) =>
      outputSlot(slot, index.from(node.id, slotNumber)),
    ),
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

function inputSlot(slot: InputSlot, link: Link | undefined): JsonObject {
  return {
    ...slot.rest,
    name: slot.name,
    type: slot.type,
    ...(slot.label !== undefined && { label: slot.label }),
    ...(slot.widget !== undefined && { widget: { name: slot.widget } }),
    link: link === undefined ? null : fileId(link.id),
  };
}

function outputSlot(slot: OutputSlot, links: readonly Link[]): JsonObject {
  return {
    ...slot.rest,
    name: slot.name,
    type: slot.type,
    ...(slot.label !== undefined && { label: slot.label }),
    links: links.length === 0 ? null : links.map((link) => fileId(link.id)),
  };
}

/**
 * Slots that stand for a widget, have no link and say nothing of their own are not written, so the numbers of those behind them
 * change.
 */
interface SlotNumbers {
  /** The number under which an input slot is written; undefined if it is not. */
  written(node: string, slot: number): number | undefined;
}

function slotNumbers(graph: Graph): SlotNumbers {
  const numbers = new Map<string, readonly (number | undefined)[]>();
  for (const node of graph.nodes.values()) {
    const incoming = linkIndex(graph).intoNode(node.id);
    let next = 0;
    numbers.set(
      node.id,
      node.inputs.map((slot, index) =>
        isImplied(slot) && !incoming.has(index) ? undefined : next++,
      ),
    );
  }
  return { written: (node, slot) => numbers.get(node)?.[slot] };
}

function isImplied(slot: InputSlot): boolean {
  return (
    slot.widget !== undefined && slot.label === undefined && Object.keys(slot.rest).length === 0
  );
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
    lastNodeId: graph.last.node,
    lastLinkId: graph.last.link,
    lastRerouteId: graph.last.reroute,
  };
}

/** "On event" (1) and "on trigger" (3) run like any other and keep their number. */
function modeNumber(node: GraphNode): Json {
  const given = node.rest["mode"];
  switch (node.mode) {
    case "always":
      return given === 1 || given === 3 ? given : 0;
    case "muted":
      return 2;
    case "bypassed":
      return 4;
  }
}

/** Decimal ids are numbers in files. */
export function fileId(id: string): Json {
  return /^-?\d{1,15}$/.test(id) ? Number(id) : id;
}
