// Maud in three dimensions: an 86-metre swing span with a hog-backed truss on each side, seen from anywhere.

import { fill, path } from './ink.mjs';

const HALF = 43;
const PANELS = 14;
const DECK = 6;
const SIDE = 4.6;
const topAt = (x) => DECK + 3.2 + 9.6 * (1 - (Math.abs(x) / HALF) ** 1.7);

/** A camera: metres in, pixels and depth out. */
export function camera({ eye, target, zoom, centre }) {
  const sub = (a, b) => a.map((n, i) => n - b[i]);
  const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
  const dot = (a, b) => a.reduce((sum, n, i) => sum + n * b[i], 0);
  const unit = (a) => a.map((n) => n / Math.hypot(...a));
  const ahead = unit(sub(target, eye));
  const right = unit(cross(ahead, [0, 1, 0]));
  const up = cross(right, ahead);
  return (point) => {
    const d = sub(point, eye);
    const depth = dot(d, ahead);
    return [centre[0] + (zoom * dot(d, right)) / depth, centre[1] - (zoom * dot(d, up)) / depth, depth];
  };
}

/** Turns a point of the span about the pivot, in degrees. */
const turn = ([x, y, z], degrees) => {
  const a = (degrees * Math.PI) / 180;
  return [x * Math.cos(a) - z * Math.sin(a), y, x * Math.sin(a) + z * Math.cos(a)];
};

/** All members of one truss side as pairs of points with a thickness in metres. */
function sideMembers(z) {
  const members = [];
  const xs = Array.from({ length: PANELS + 1 }, (_, i) => -HALF + (i * 2 * HALF) / PANELS);
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i];
    members.push([[x, DECK, z], [x, topAt(x), z], 0.42]);
    if (i === PANELS) break;
    const next = xs[i + 1];
    members.push([[x, DECK, z], [next, DECK, z], 1.05], [[x, topAt(x), z], [next, topAt(next), z], 0.75]);
    const rising = x < -0.1;
    members.push(rising ? [[x, DECK, z], [next, topAt(next), z], 0.36] : [[x, topAt(x), z], [next, DECK, z], 0.36]);
    members.push(rising ? [[x, topAt(x), z], [next, DECK, z], 0.16] : [[x, DECK, z], [next, topAt(next), z], 0.16]);
  }
  members.push([[-HALF, DECK + 1.2, z], [HALF, DECK + 1.2, z], 0.14], [[-HALF, DECK + 2, z], [HALF, DECK + 2, z], 0.1]);
  return members;
}

function crossMembers() {
  const members = [];
  for (let i = 0; i <= PANELS; i++) {
    const x = -HALF + (i * 2 * HALF) / PANELS;
    members.push([[x, DECK - 0.4, -SIDE], [x, DECK - 0.4, SIDE], 0.7]);
    if (topAt(x) > DECK + 6) members.push([[x, topAt(x), -SIDE], [x, topAt(x), SIDE], 0.5]);
  }
  return members;
}

function stroke(see, [a, b, thick], degrees, color) {
  const [p, q] = [see(turn(a, degrees)), see(turn(b, degrees))];
  if (p[2] < 1 || q[2] < 1) return '';
  const scale = see.zoom ?? 1;
  const wide = (depth) => Math.max(0.6, (thick * scale) / depth / 2);
  const angle = Math.atan2(q[1] - p[1], q[0] - p[0]) + Math.PI / 2;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const at = (point, side) => [point[0] + cos * wide(point[2]) * side, point[1] + sin * wide(point[2]) * side];
  return fill(path([at(p, 1), at(q, 1), at(q, -1), at(p, -1)]), color);
}

/** A box given in the span's own metres, its faces drawn back to front by depth. */
export function block(see, [x0, x1], [y0, y1], [z0, z1], degrees, [light, mid, dark]) {
  const c = (x, y, z) => see(turn([x, y, z], degrees));
  const faces = [
    [[c(x0, y0, z1), c(x1, y0, z1), c(x1, y1, z1), c(x0, y1, z1)], mid],
    [[c(x0, y0, z0), c(x1, y0, z0), c(x1, y1, z0), c(x0, y1, z0)], mid],
    [[c(x0, y0, z0), c(x0, y0, z1), c(x0, y1, z1), c(x0, y1, z0)], dark],
    [[c(x1, y0, z0), c(x1, y0, z1), c(x1, y1, z1), c(x1, y1, z0)], dark],
    [[c(x0, y1, z0), c(x1, y1, z0), c(x1, y1, z1), c(x0, y1, z1)], light],
  ];
  const far = (face) => Math.max(...face[0].map((p) => p[2]));
  return faces
    .sort((a, b) => far(b) - far(a))
    .map(([points, color]) => fill(path(points), color))
    .join('');
}

/** The span turned by `degrees` from the road: far truss, deck, near truss, and the bridgemaster's cabin on top. */
export function span(see, degrees, { far, deck, near, lamp }) {
  const sides = [-SIDE, SIDE].sort((a, b) => see(turn([0, DECK, b], degrees))[2] - see(turn([0, DECK, a], degrees))[2]);
  const draw = (members, color) => members.map((member) => stroke(see, member, degrees, color)).join('');
  const slab = block(see, [-HALF, HALF], [DECK - 0.9, DECK], [-SIDE, SIDE], degrees, [deck, near, near]);
  const peak = topAt(0);
  const cabin = block(see, [-3.2, 3.2], [peak + 0.4, peak + 3.6], [-2.6, 2.6], degrees, [near, near, near]);
  const roof = block(see, [-4, 4], [peak + 3.6, peak + 4.2], [-3.3, 3.3], degrees, [near, near, near]);
  const windows = [-2, 0, 2]
    .map((x) =>
      fill(
        path(
          [
            [x - 0.7, peak + 1.6],
            [x + 0.7, peak + 1.6],
            [x + 0.7, peak + 3],
            [x - 0.7, peak + 3],
          ].map(([wx, wy]) => see(turn([wx, wy, sides[1] > 0 ? 2.65 : -2.65], degrees))),
        ),
        lamp,
      ),
    )
    .join('');
  return draw(sideMembers(sides[0]), far) + slab + draw(crossMembers(), far) + draw(sideMembers(sides[1]), near) + cabin + roof + windows;
}

/** The round pier with its drum, and the timber fenders that keep barges off it. */
export function pier(see, { stone, shade, timber }) {
  const ring = (radius, y) =>
    Array.from({ length: 40 }, (_, i) => see([radius * Math.cos((i / 40) * 2 * Math.PI), y, radius * Math.sin((i / 40) * 2 * Math.PI)]));
  const wall = (radius, low, high, color) => fill(hull([...ring(radius, low), ...ring(radius, high)]), color);
  let piles = '';
  for (let i = 0; i < 26; i++) {
    const a = (i / 26) * 2 * Math.PI;
    const [p, q] = [see([9.5 * Math.cos(a), -1, 9.5 * Math.sin(a) * 1.9]), see([9.5 * Math.cos(a), 2.6, 9.5 * Math.sin(a) * 1.9])];
    piles += `<path d="M${p[0]} ${p[1]}L${q[0]} ${q[1]}" stroke="${timber}" stroke-width="${(0.7 * see.zoom) / p[2]}"/>`;
  }
  return wall(6.4, -1, 3.4, stone) + wall(6.9, 3.2, 3.8, shade) + wall(4.4, 3.8, 5.1, shade) + piles;
}

/** The outline round a set of points. */
function hull(points) {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (list) => {
    const chain = [];
    for (const p of list) {
      while (chain.length > 1 && area(chain.at(-2), chain.at(-1), p) <= 0) chain.pop();
      chain.push(p);
    }
    return chain.slice(0, -1);
  };
  return path([...half(sorted), ...half(sorted.reverse())]);
}
const area = (o, a, b) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);

/** A camera that also remembers its zoom, which thicknesses need. */
export function look(view) {
  return Object.assign(camera(view), { zoom: view.zoom });
}
