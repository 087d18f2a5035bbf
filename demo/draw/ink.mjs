// The hand all pictures of the demonstration paper share: one palette, edges as cut with a knife, soft light.

export const WIDTH = 2100;
export const HEIGHT = 1400;

export const ink = {
  black: '#0d1620',
  night: '#16283a',
  slate: '#2d4a5b',
  teal: '#3f6b72',
  mist: '#87a3a5',
  pale: '#c7d2c9',
  paper: '#f2e8d6',
  amber: '#eaa94c',
  rust: '#b4492a',
  rose: '#d98a6b',
  moss: '#566a4c',
};

/** A generator of numbers from 0 to 1 that gives the same row for the same seed, so that a picture drawn again is the same picture. */
export function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const between = (roll, low, high) => low + roll() * (high - low);

/** `[[x, y], …]` as a closed outline, or an open one with `open`. */
export function path(points, open = false) {
  const d = points.map(([x, y], i) => `${i ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
  return open ? d : `${d}Z`;
}

/** A smooth line through points (Catmull-Rom as Béziers). */
export function curve(points, open = true) {
  const at = (i) => points[Math.max(0, Math.min(points.length - 1, i))];
  let d = `M${points[0][0].toFixed(1)} ${points[0][1].toFixed(1)}`;
  for (let i = 0; i < points.length - 1; i++) {
    const [p0, p1, p2, p3] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const c1 = [p1[0] + (p2[0] - p0[0]) / 6, p1[1] + (p2[1] - p0[1]) / 6];
    const c2 = [p2[0] - (p3[0] - p1[0]) / 6, p2[1] - (p3[1] - p1[1]) / 6];
    d += `C${[...c1, ...c2, ...p2].map((n) => n.toFixed(1)).join(' ')}`;
  }
  return open ? d : `${d}Z`;
}

export const fill = (d, color, more = '') => `<path d="${d}" fill="${color}" ${more}/>`;
export const line = (d, color, width, more = '') =>
  `<path d="${d}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;
export const box = (x, y, w, h, color, more = '') => `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${color}" ${more}/>`;
export const disc = (x, y, r, color, more = '') => `<circle cx="${x}" cy="${y}" r="${r}" fill="${color}" ${more}/>`;
export const group = (inner, more = '') => `<g ${more}>${inner}</g>`;

/** A picture in the making: collects definitions and gives out their names. */
export function sheet() {
  const defs = [];
  const name = (kind) => `${kind}${defs.length}`;
  const add = (make) => {
    const id = name('d');
    defs.push(make(id));
    return `url(#${id})`;
  };
  return {
    /** Vertical (or with a vector any) blend: `[[offset, color, opacity], …]`. */
    blend: (stops, [x1, y1, x2, y2] = [0, 0, 0, 1], units = 'objectBoundingBox') =>
      add(
        (id) =>
          `<linearGradient id="${id}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" gradientUnits="${units}">${stops.map(stop).join('')}</linearGradient>`,
      ),
    glow: (stops, cx, cy, r) =>
      add(
        (id) =>
          `<radialGradient id="${id}" cx="${cx}" cy="${cy}" r="${r}" gradientUnits="userSpaceOnUse">${stops.map(stop).join('')}</radialGradient>`,
      ),
    clip: (d) => add((id) => `<clipPath id="${id}"><path d="${d}"/></clipPath>`),
    soft: (radius) => add((id) => `<filter id="${id}" ${whole}><feGaussianBlur stdDeviation="${radius}"/></filter>`),
    /** Edges as a knife leaves them in lino. */
    torn: (amount = 5, grain = 0.035, seed = 3) =>
      add(
        (id) =>
          `<filter id="${id}" ${whole}><feTurbulence type="fractalNoise" baseFrequency="${grain}" numOctaves="3" seed="${seed}"/><feDisplacementMap in="SourceGraphic" scale="${amount}" xChannelSelector="R" yChannelSelector="G"/></filter>`,
      ),
    finish: (inner, background) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"><defs>${defs.join('')}</defs>${box(0, 0, WIDTH, HEIGHT, background)}${inner}</svg>`,
  };
}

const whole = 'x="-5%" y="-5%" width="110%" height="110%" color-interpolation-filters="sRGB"';
const stop = ([offset, color, opacity = 1]) => `<stop offset="${offset}" stop-color="${color}" stop-opacity="${opacity}"/>`;
