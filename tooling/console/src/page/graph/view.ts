/** Which part of a drawing is seen: it is scaled, then moved. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const leastScale = 0.1;
const mostScale = 3;
/** Smaller, names cannot be read: then a part of the drawing is shown instead of all of it. */
const readableScale = 0.75;
const margin = 16;

/** All of a drawing, in the middle; of a large one as much as can be read. */
export function fitView(drawing: Size, box: Size): View {
  if (drawing.width === 0 || drawing.height === 0 || box.width === 0)
    return { x: 0, y: 0, scale: 1 };
  const whole = Math.min(
    (box.width - 2 * margin) / drawing.width,
    (box.height - 2 * margin) / drawing.height,
  );
  const scale = Math.min(1.25, Math.max(readableScale, whole));
  const inMiddle = (size: number, room: number) => Math.max(margin, (room - size * scale) / 2);
  return {
    x: inMiddle(drawing.width, box.width),
    y: inMiddle(drawing.height, box.height),
    scale,
  };
}

/** Closer or further away; what is at that point of the box stays there. */
export function zoomView(
  view: View,
  factor: number,
  at: { readonly x: number; readonly y: number },
): View {
  const scale = Math.min(mostScale, Math.max(leastScale, view.scale * factor));
  const change = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * change, y: at.y - (at.y - view.y) * change };
}

export const moveView = (view: View, dx: number, dy: number): View => ({
  ...view,
  x: view.x + dx,
  y: view.y + dy,
});

interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

/** Brings a part of the drawing into the middle, unless it is in sight already. */
export function revealPart(view: View, part: Box, box: Size): View {
  const { scale } = view;
  const x = view.x + part.x * scale;
  const y = view.y + part.y * scale;
  const isSeen =
    x >= 0 &&
    y >= 0 &&
    x + part.width * scale <= box.width &&
    y + part.height * scale <= box.height;
  if (isSeen) return view;
  const toMiddle = (room: number, at: number, size: number) => room / 2 - at - (size * scale) / 2;
  return moveView(view, toMiddle(box.width, x, part.width), toMiddle(box.height, y, part.height));
}

/** What a key does to the view; undefined for a key that does nothing. */
export function moveByKey(key: string, view: View, box: Size): View | undefined {
  const step = 60;
  const middle = { x: box.width / 2, y: box.height / 2 };
  switch (key) {
    case 'ArrowLeft':
      return moveView(view, step, 0);
    case 'ArrowRight':
      return moveView(view, -step, 0);
    case 'ArrowUp':
      return moveView(view, 0, step);
    case 'ArrowDown':
      return moveView(view, 0, -step);
    case '+':
    case '=':
      return zoomView(view, 1.25, middle);
    case '-':
      return zoomView(view, 0.8, middle);
    default:
      return undefined;
  }
}
