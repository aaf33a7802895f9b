import { escapeMarkup } from '../pictures/escape-markup.ts';
import { formatBytes } from '../terminal/format-bytes.ts';
import { headerHeight, layOutTreemap, type Tile, type Weighed } from './treemap.ts';

const width = 1200;
const letterWidth = 6.7;
const lineHeight = 14;

/** A treemap as SVG: whatever is too narrow for its name has it as its title. */
export function drawTreemap(root: Weighed, label: string, height: number): string {
  const total = root.parts?.reduce((bytes, part) => bytes + weigh(part), 0) ?? 0;
  return [
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeMarkup(label)}">`,
    ...layOutTreemap(root, width, height).map((tile) => drawTile(tile, total)),
    '</svg>',
  ].join('\n');
}

const weigh = ({ bytes, parts }: Weighed): number =>
  parts === undefined ? bytes : parts.reduce((sum, part) => sum + weigh(part), 0);

function drawTile(tile: Tile, total: number): string {
  const { name, bytes, kind, depth, href, x, y } = tile;
  const share = total === 0 ? '' : `, ${((100 * bytes) / total).toFixed(1)} %`;
  const drawn = [
    `<g class="tile ${kind} depth-${depth}"><title>${escapeMarkup(`${name}: ${formatBytes(bytes)}${share}`)}</title>`,
    `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${tile.width.toFixed(1)}" height="${tile.height.toFixed(1)}"/>`,
    ...drawTexts(tile),
    '</g>',
  ].join('');
  if (href === undefined) return drawn;
  // Its parts lead to the same place: who has a keyboard comes by once.
  const order = depth === 1 ? '' : ' tabindex="-1"';
  return `<a href="${escapeMarkup(href)}"${order}>${drawn}</a>`;
}

/** The name and the weight, as far as there is room. */
function drawTexts({ name, bytes, x, y, width, height, hasParts }: Tile): readonly string[] {
  const letters = Math.floor((width - 8) / letterWidth);
  if (letters < 4 || height < headerHeight) return [];
  const weight = formatBytes(bytes);
  const text = (line: string, row: number, more = '') =>
    `<text x="${(x + 4).toFixed(1)}" y="${(y + 13 + row * lineHeight).toFixed(1)}"${more}>${escapeMarkup(line)}</text>`;
  const shown = cut(name, letters);
  if (hasParts) {
    const both = `${name}  ${weight}`;
    return [text(both.length <= letters ? both : shown, 0)];
  }
  const hasSecond = height > headerHeight + lineHeight && weight.length <= letters;
  return [text(shown, 0), ...(hasSecond ? [text(weight, 1, ' class="weight"')] : [])];
}

/** The end of a path says more than its beginning, and of a package it is the other way round. */
function cut(name: string, letters: number): string {
  if (name.length <= letters) return name;
  const isPath = name.includes('/') && !name.startsWith('@');
  return isPath ? `…${name.slice(1 - letters)}` : `${name.slice(0, letters - 1)}…`;
}
