import { newNode } from "../src/catalogue/newNode";
import { EMPTY_GRAPH } from "../src/graph/graph";
import type { Graph, GraphNode, Link } from "../src/graph/types";
import { referenceCatalogue } from "./reference";

export const types = referenceCatalogue();

/** A graph of nodes by id and class, and of links as `from.output > to.input`, slots by name or number. */
export function graphOf(
  nodes: Readonly<Record<string, string>>,
  links: readonly string[] = [],
): Graph {
  const built = new Map(
    Object.entries(nodes).map(([id, type], index): [string, GraphNode] => {
      const known = types.get(type);
      if (known === undefined) {
        throw new Error(`The reference catalogue has no class "${type}".`);
      }
      return [id, newNode(known, id, { x: index * 300, y: 0 })];
    }),
  );
  const made = links.map((text, index): Link => {
    const match = /^(-?\w+)\.(\w*) > (-?\w+)\.(\w*)$/.exec(text);
    const [, from = "", output = "", to = "", input = ""] = match ?? [];
    const slot = slotIn(built.get(from)?.outputs ?? [], output, text);
    const type = built.get(from)?.outputs[slot]?.type ?? "*";
    return {
      id: String(index + 1),
      from: { node: from, slot },
      to: { node: to, slot: slotIn(built.get(to)?.inputs ?? [], input, text) },
      type,
      rest: {},
    };
  });
  return {
    ...EMPTY_GRAPH,
    nodes: built,
    links: new Map(made.map((link) => [link.id, link])),
    last: {
      node: Math.max(0, ...Object.keys(nodes).map(Number)),
      link: made.length,
      reroute: 0,
    },
  };
}

function slotIn(slots: readonly { readonly name: string }[], wanted: string, text: string): number {
  if (/^\d+$/.test(wanted)) {
    return Number(wanted);
  }
  const slot = slots.findIndex(({ name }) => name === wanted);
  if (slot < 0) {
    throw new Error(`There is no slot "${wanted}" for the link ${text}.`);
  }
  return slot;
}

/** The links of a graph as `from.output > to.input`, in the order of their ends. */
export function linksOf(graph: Graph): readonly string[] {
  return [...graph.links.values()]
    .map(({ from, to }) => {
      const output = graph.nodes.get(from.node)?.outputs[from.slot]?.name ?? String(from.slot);
      const input = graph.nodes.get(to.node)?.inputs[to.slot]?.name ?? String(to.slot);
      return `${from.node}.${output} > ${to.node}.${input}`;
    })
    .sort();
}

/** The slot of a node's input, by name. */
export function input(graph: Graph, node: string, name: string): { node: string; slot: number } {
  return { node, slot: slotIn(graph.nodes.get(node)?.inputs ?? [], name, name) };
}

/** The slot of a node's output, by name. */
export function output(graph: Graph, node: string, name: string): { node: string; slot: number } {
  return { node, slot: slotIn(graph.nodes.get(node)?.outputs ?? [], name, name) };
}

/** Text to image, as everybody's first graph is. */
export const TEXT_TO_IMAGE = graphOf(
  {
    1: "CheckpointLoaderSimple",
    2: "CLIPTextEncode",
    3: "CLIPTextEncode",
    4: "EmptyLatentImage",
    5: "KSampler",
    6: "VAEDecode",
    7: "SaveImage",
  },
  [
    "1.MODEL > 5.model",
    "1.CLIP > 2.clip",
    "1.CLIP > 3.clip",
    "2.CONDITIONING > 5.positive",
    "3.CONDITIONING > 5.negative",
    "4.LATENT > 5.latent_image",
    "5.LATENT > 6.samples",
    "1.VAE > 6.vae",
    "6.IMAGE > 7.images",
  ],
);
