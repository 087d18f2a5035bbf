/**
 * Shapes in which pictures are cut, width to height. `og` is what networks show under a shared link; where nobody cut
 * one by hand, a shape is cut around the focal point.
 */
export const shapes = {
  og: 1200 / 630,
  '16x9': 16 / 9,
  '3x2': 3 / 2,
  '4x3': 4 / 3,
  '1x1': 1,
  '4x5': 4 / 5,
} as const;
export type Shape = keyof typeof shapes;

export const shapeNames = Object.keys(shapes) as Shape[];

export function isShape(name: string): name is Shape {
  return Object.hasOwn(shapes, name);
}
