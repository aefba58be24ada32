import { linksThrough, reroutesOf } from "../graph/graph";
import type { Graph, Point } from "../graph/types";

/**
 * The graph with a new point that a link is drawn through.
 *
 * @param place how many of the link's points come before it; if not given, all
 */
export function addReroute(
  graph: Graph,
  linkId: string,
  position: Point,
  place = Number.MAX_SAFE_INTEGER,
): Graph {
  const link = graph.links.get(linkId);
  if (!link) {
    return graph;
  }
  const path = reroutesOf(graph, link);
  const before = path[Math.min(place, path.length) - 1];
  const after = path[place];
  const number = graph.last.reroute + 1;
  const id = String(number);
  const reroutes = new Map(graph.reroutes).set(id, {
    id,
    ...(before !== undefined && { parent: before }),
    position,
    rest: {},
  });
  const next = after === undefined ? undefined : graph.reroutes.get(after);
  if (next !== undefined) {
    // Other links through that point bend here too: points in common stay in common.
    reroutes.set(next.id, { ...next, parent: id });
  }
  return {
    ...graph,
    reroutes,
    links:
      next === undefined ? new Map(graph.links).set(linkId, { ...link, reroute: id }) : graph.links,
    last: { ...graph.last, reroute: number },
  };
}

export function moveReroutes(graph: Graph, places: ReadonlyMap<string, Point>): Graph {
  const reroutes = new Map(graph.reroutes);
  for (const [id, position] of places) {
    const reroute = reroutes.get(id);
    if (reroute) {
      reroutes.set(id, { ...reroute, position });
    }
  }
  return { ...graph, reroutes };
}

/** The graph without a reroute point; links go on from the point before it. */
export function removeReroute(graph: Graph, id: string): Graph {
  const gone = graph.reroutes.get(id);
  if (!gone) {
    return graph;
  }
  const parent = gone.parent;
  const reroutes = new Map(graph.reroutes);
  reroutes.delete(id);
  for (const reroute of graph.reroutes.values()) {
    if (reroute.parent === id) {
      const { parent: old, ...rest } = reroute;
      reroutes.set(reroute.id, parent === undefined ? rest : { ...rest, parent });
    }
  }
  const links = new Map(graph.links);
  for (const link of linksThrough(graph, id).filter((each) => each.reroute === id)) {
    const { reroute: old, ...rest } = link;
    links.set(link.id, parent === undefined ? rest : { ...rest, reroute: parent });
  }
  return { ...graph, reroutes, links };
}
