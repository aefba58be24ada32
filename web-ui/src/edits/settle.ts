import { PRIMITIVE, REROUTE } from "../catalogue/virtualTypes";
import { linkIndex, reroutesOf } from "../graph/graph";
import type { Graph, GraphNode, Link } from "../graph/types";

/**
 * What follows from a change of links: reroute nodes take the type of what they pass on, primitives the kind of what they
 * feed, and reroute points that no link uses any more go.
 */
export function settle(before: Graph, after: Graph): Graph {
  if (before.links === after.links) {
    return after;
  }
  return typed(withoutLooseReroutes(before, after));
}

function withoutLooseReroutes(before: Graph, after: Graph): Graph {
  const loose = new Set<string>();
  for (const link of before.links.values()) {
    if (link.reroute !== undefined && after.links.get(link.id)?.reroute === undefined) {
      reroutesOf(before, link).forEach((id) => loose.add(id));
    }
  }
  if (loose.size === 0) {
    return after;
  }
  for (const link of after.links.values()) {
    reroutesOf(after, link).forEach((id) => loose.delete(id));
  }
  return {
    ...after,
    reroutes: new Map([...after.reroutes].filter(([id]) => !loose.has(id))),
  };
}

function typed(graph: Graph): Graph {
  const virtual = [...graph.nodes.values()].filter(
    ({ type }) => type === REROUTE || type === PRIMITIVE,
  );
  if (virtual.length === 0) {
    return graph;
  }
  const index = linkIndex(graph);
  const nodes = new Map(graph.nodes);
  const links = new Map(graph.links);
  let changed = false;
  for (const node of virtual) {
    const settled = node.type === REROUTE ? reroute(graph, node) : primitive(graph, node);
    changed ||= settled !== node;
    nodes.set(node.id, settled);
    const type = settled.outputs[0]?.type ?? "*";
    for (const link of index.from(node.id, 0)) {
      if (link.type !== type) {
        links.set(link.id, { ...link, type });
        changed = true;
      }
    }
  }
  return changed ? { ...graph, nodes, links } : graph;
}

function reroute(graph: Graph, node: GraphNode): GraphNode {
  const [output] = node.outputs;
  const type = sourceType(graph, node.id) ?? targetType(graph, node.id) ?? "*";
  return output === undefined || output.type === type
    ? node
    : { ...node, outputs: [{ ...output, type }] };
}

/** The type of what comes in through a chain of reroute nodes. */
function sourceType(graph: Graph, start: string): string | undefined {
  const index = linkIndex(graph);
  const seen = new Set<string>();
  let link = index.into(start, 0);
  while (link !== undefined && !seen.has(link.id)) {
    seen.add(link.id);
    const source = graph.nodes.get(link.from.node);
    if (source?.type !== REROUTE) {
      return source?.outputs[link.from.slot]?.type ?? link.type;
    }
    link = index.into(source.id, 0);
  }
  return undefined;
}

/** The type of what is fed through a chain of reroute nodes. */
function targetType(graph: Graph, start: string): string | undefined {
  const index = linkIndex(graph);
  const seen = new Set<string>();
  const waiting: Link[] = [...index.from(start, 0)];
  for (let link = waiting.shift(); link !== undefined; link = waiting.shift()) {
    if (seen.has(link.id)) {
      continue;
    }
    seen.add(link.id);
    const target = graph.nodes.get(link.to.node);
    if (target?.type !== REROUTE) {
      return target?.inputs[link.to.slot]?.type ?? link.type;
    }
    waiting.push(...index.from(target.id, 0));
  }
  return undefined;
}

/** A primitive takes over the value of the first widget that it feeds, and forgets it with the last. */
function primitive(graph: Graph, node: GraphNode): GraphNode {
  const [link] = linkIndex(graph).from(node.id, 0);
  const [output] = node.outputs;
  const target = link && graph.nodes.get(link.to.node);
  const slot = link && target?.inputs[link.to.slot];
  if (output === undefined) {
    return node;
  }
  if (slot === undefined || target === undefined) {
    if (output.type === "*") {
      return node;
    }
    const { widget, ...rest } = output.rest;
    const { listed, ...bare } = node;
    const free = { name: "connect to widget input", type: "*", rest };
    return { ...bare, outputs: [free], values: {}, controls: {} };
  }
  if (output.type !== "*") {
    return node;
  }
  const name = slot.widget ?? slot.name;
  const value = target.values[name];
  const control = target.controls[name];
  return {
    ...node,
    outputs: [
      { ...output, name: slot.type, type: slot.type, rest: { ...output.rest, widget: { name } } },
    ],
    values: value === undefined ? node.values : { value },
    controls: control === undefined ? node.controls : { value: control },
  };
}
