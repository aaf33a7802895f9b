import { expect, it } from 'vitest';
import { fitView, moveByKey, revealPart, zoomView } from './view.ts';

const box = { width: 800, height: 600 };

it('shows all of a small drawing in the middle', () => {
  expect(fitView({ width: 400, height: 200 }, box)).toEqual({ x: 150, y: 175, scale: 1.25 });
});

it('shows a part of a large one, as small as it can still be read', () => {
  expect(fitView({ width: 5000, height: 9000 }, box)).toEqual({ x: 16, y: 16, scale: 0.75 });
});

it('keeps what is under the pointer there', () => {
  const view = zoomView({ x: 10, y: 20, scale: 1 }, 2, { x: 110, y: 220 });

  expect(view).toEqual({ x: -90, y: -180, scale: 2 });
});

it('does not zoom without end', () => {
  expect(zoomView({ x: 0, y: 0, scale: 1 }, 1000, { x: 0, y: 0 }).scale).toBe(3);
  expect(zoomView({ x: 0, y: 0, scale: 1 }, 0.001, { x: 0, y: 0 }).scale).toBe(0.1);
});

it('moves by keys, and leaves all others to the browser', () => {
  const view = { x: 0, y: 0, scale: 1 };

  expect(moveByKey('ArrowRight', view, box)).toEqual({ x: -60, y: 0, scale: 1 });
  expect(moveByKey('+', view, box)?.scale).toBe(1.25);
  expect(moveByKey('Tab', view, box)).toBeUndefined();
});

it('brings into the middle what is out of sight, and leaves what is seen where it is', () => {
  const view = { x: 0, y: 0, scale: 2 };
  const part = { y: 100, width: 100, height: 30 };

  expect(revealPart(view, { ...part, x: 100 }, box)).toBe(view);
  expect(revealPart(view, { ...part, x: 400 }, box)).toEqual({ x: -500, y: 70, scale: 2 });
});
