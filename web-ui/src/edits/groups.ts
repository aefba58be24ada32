import type { Graph, Group, Point, Rectangle } from "../graph/types";

export function addGroup(graph: Graph, title: string, bounds: Rectangle): Graph {
  const taken = new Set(graph.groups.map((group) => group.id));
  let number = graph.groups.length + 1;
  while (taken.has(String(number))) {
    number++;
  }
  const group: Group = { id: String(number), title, bounds, rest: {} };
  return { ...graph, groups: [...graph.groups, group] };
}

export function changeGroup(graph: Graph, id: string, change: (group: Group) => Group): Graph {
  return {
    ...graph,
    groups: graph.groups.map((group) => (group.id === id ? change(group) : group)),
  };
}

export function moveGroup(graph: Graph, id: string, to: Point): Graph {
  return changeGroup(graph, id, (group) => ({ ...group, bounds: { ...group.bounds, ...to } }));
}

export function removeGroups(graph: Graph, ids: readonly string[]): Graph {
  const groups = graph.groups.filter((group) => !ids.includes(group.id));
  return groups.length === graph.groups.length ? graph : { ...graph, groups };
}
