import type { Picture, PictureNode } from '../pictures/picture.ts';
import { showControls } from './show-controls.ts';
import type { Styles } from './styles.ts';

/** So many are read; whoever wants all writes a file. */
const mostRoots = 40;
const mostChildren = 20;

interface Tree {
  /** Those that nothing stands above, in the picture's order. */
  readonly roots: readonly PictureNode[];
  readonly below: (node: PictureNode) => readonly PictureNode[];
}

/**
 * A picture as a tree: each lambda with its packages, or a package with its lambdas. What stands below a
 * package is shown where it is first seen, and `…` elsewhere.
 */
export function formatTree(picture: Picture, styles: Styles): string {
  const tree = treeOf(picture);
  const shown = new Set<string>();
  const shownRoots = tree.roots.slice(0, mostRoots);
  const lines = shownRoots.flatMap((root) => [
    format(root, styles),
    ...formatBelow(root, { tree, styles, shown, indent: '' }),
  ]);
  const hidden = tree.roots.length - shownRoots.length;
  return [
    ...lines,
    ...(hidden > 0 ? [styles.dim(`and ${hidden} more`)] : []),
    ...(picture.leftOut === undefined ? [] : [styles.dim(picture.leftOut)]),
    '',
  ].join('\n');
}

function treeOf({ nodes, edges, root }: Picture): Tree {
  const leaf = root === 'from' ? 'to' : 'from';
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const below = Map.groupBy(edges, (edge) => edge[root]);
  const isBelow = new Set(edges.map((edge) => edge[leaf]));
  return {
    roots: nodes.filter(({ id }) => !isBelow.has(id)),
    below: ({ id }) => (below.get(id) ?? []).flatMap((edge) => byId.get(edge[leaf]) ?? []),
  };
}

interface Surroundings {
  readonly tree: Tree;
  readonly styles: Styles;
  readonly shown: Set<string>;
  readonly indent: string;
}

function formatBelow(node: PictureNode, around: Surroundings): readonly string[] {
  const { tree, styles, shown, indent } = around;
  const children = tree.below(node);
  if (children.length === 0 || shown.has(node.id)) return [];
  shown.add(node.id);
  const visible = children.slice(0, mostChildren);
  const hidden = children.length - visible.length;
  const lines = visible.flatMap((child, index) => {
    const isLast = hidden === 0 && index === visible.length - 1;
    const [branch, next] = isLast ? ['└─ ', '   '] : ['├─ ', '│  '];
    const seen = shown.has(child.id) && tree.below(child).length > 0 ? styles.dim(' …') : '';
    return [
      `${styles.dim(indent + branch)}${format(child, styles)}${seen}`,
      ...formatBelow(child, { ...around, indent: indent + next }),
    ];
  });
  return hidden > 0 ? [...lines, styles.dim(`${indent}└─ and ${hidden} more`)] : lines;
}

function format(node: PictureNode, styles: Styles): string {
  const label = showControls(node.label);
  const note = node.note === undefined ? '' : `  ${showControls(node.note)}`;
  switch (node.action) {
    case 'create':
      return styles.green(label + note);
    case 'update':
      return styles.yellow(label + note);
    case 'blocked':
      return styles.red(label + note);
    case 'none':
      return styles.dim(label + note);
    case undefined:
      return node.isUnused === true ? styles.dim(label + note) : label + styles.dim(note);
  }
}
