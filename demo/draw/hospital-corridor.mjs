// The Infirmary's long corridor after eleven. The third lamp from the end has been reported.

import { box, dice, disc, fill, group, HEIGHT, line, path, sheet, WIDTH } from './ink.mjs';
import { person } from './people.mjs';

const VANISH = [1180, 610];
/** Metres to pixels, one-point perspective: x from the middle, y from the floor, z away from us. */
const see = ([x, y, z]) => [VANISH[0] + (x * 1150) / z, VANISH[1] - ((y - 1.75) * 1150) / z];
const quad = (...points) => path(points.map(see));
const [LEFT, RIGHT, CEILING, END] = [-2.6, 2.1, 3.3, 46];

export function scene() {
  const s = sheet();
  dice(22);
  const back = box(0, 0, WIDTH, HEIGHT, '#0d1a20');
  const shell =
    fill(
      quad([LEFT, 0, 1.1], [LEFT, CEILING, 1.1], [LEFT, CEILING, END], [LEFT, 0, END]),
      s.blend(
        [
          [0, '#122a30'],
          [0.55, '#275056'],
          [0.85, '#5f8a86'],
          [1, '#a9bfae'],
        ],
        [0, 0, 1, 0],
      ),
    ) +
    fill(
      quad([RIGHT, 0, 1.1], [RIGHT, CEILING, 1.1], [RIGHT, CEILING, END], [RIGHT, 0, END]),
      s.blend(
        [
          [0, '#b9c8b4'],
          [0.12, '#6d9590'],
          [0.4, '#2d575c'],
          [1, '#14292f'],
        ],
        [0, 0, 1, 0],
      ),
    ) +
    fill(
      quad([LEFT, 0, 1.1], [RIGHT, 0, 1.1], [RIGHT, 0, END], [LEFT, 0, END]),
      s.blend([
        [0, '#b3c2ac'],
        [0.12, '#5b837f'],
        [0.45, '#234349'],
        [1, '#0f2228'],
      ]),
    ) +
    fill(
      quad([LEFT, CEILING, 1.1], [RIGHT, CEILING, 1.1], [RIGHT, CEILING, END], [LEFT, CEILING, END]),
      s.blend([
        [0, '#0c191e'],
        [0.5, '#173137'],
        [0.9, '#47706f'],
        [1, '#8fae9f'],
      ]),
    );
  return s.finish(back + shell + dado() + floor(s) + doors() + end(s) + lamps(s) + furniture(s) + figures() + vignette(s), '#0d1a20');
}

function dado() {
  const band = (x) =>
    fill(quad([x, 0.02, 1.1], [x, 1.15, 1.1], [x, 1.15, END], [x, 0.02, END]), '#0b1d22', 'opacity=".42"') +
    fill(quad([x, 1.15, 1.1], [x, 1.24, 1.1], [x, 1.24, END], [x, 1.15, END]), '#c58a4d', 'opacity=".85"') +
    fill(quad([x, 0, 1.1], [x, 0.14, 1.1], [x, 0.14, END], [x, 0, END]), '#0a171b', 'opacity=".7"');
  return band(LEFT) + band(RIGHT);
}

/** Lino squares, and the lamps lying in it. */
function floor(s) {
  let out = '';
  for (let z = 1.2; z < END; z *= 1.09)
    out += line(`M${see([LEFT, 0, z]).join(' ')}L${see([RIGHT, 0, z]).join(' ')}`, '#0c1e23', Math.min(4, 9 / z), 'opacity=".5"');
  for (let x = LEFT; x <= RIGHT + 0.01; x += 0.587)
    out += line(`M${see([x, 0, 1.1]).join(' ')}L${see([x, 0, END]).join(' ')}`, '#0c1e23', 2, 'opacity=".4"');
  for (const { z, on } of rows()) {
    if (!on) continue;
    out += group(
      fill(
        quad([-0.95, 0, z - 0.8], [0.45, 0, z - 0.8], [0.45, 0, z + 1.6], [-0.95, 0, z + 1.6]),
        '#e4f0dc',
        `opacity="${Math.min(0.62, 0.2 + z / 60).toFixed(2)}"`,
      ),
      `filter="${s.soft(Math.max(2, 26 / z))}"`,
    );
  }
  return out;
}

const rows = () => [3, 6.4, 10.2, 14.4, 19, 24, 29.5, 35.5, 42].map((z, i, all) => ({ z, on: i !== all.length - 3 }));

function lamps(s) {
  let out = '';
  for (const { z, on } of rows()) {
    const tube = quad(
      [-0.75, CEILING - 0.02, z - 0.5],
      [0.25, CEILING - 0.02, z - 0.5],
      [0.25, CEILING - 0.02, z + 0.9],
      [-0.75, CEILING - 0.02, z + 0.9],
    );
    const [cx, cy] = see([-0.25, CEILING, z]);
    if (on)
      out +=
        group(fill(tube, '#f4fae6'), `filter="${s.soft(Math.max(3, 60 / z))}"`) +
        disc(
          cx,
          cy,
          1500 / z,
          s.glow(
            [
              [0, '#e8f4e0', 0.3],
              [1, '#e8f4e0', 0],
            ],
            cx,
            cy,
            1500 / z,
          ),
        );
    out += fill(tube, on ? '#fbfff0' : '#29454a');
  }
  return out;
}

function doors() {
  let out = '';
  const leaf = (x, z0, z1) => {
    const frame = quad([x, 0, z0], [x, 2.25, z0], [x, 2.25, z1], [x, 0, z1]);
    const glass = quad(
      [x, 1.35, z0 + (z1 - z0) * 0.32],
      [x, 1.95, z0 + (z1 - z0) * 0.32],
      [x, 1.95, z0 + (z1 - z0) * 0.68],
      [x, 1.35, z0 + (z1 - z0) * 0.68],
    );
    return fill(frame, '#102529') + line(frame, '#4d7a79', 5) + fill(glass, z0 > 7 && z0 < 9 ? '#ffcf80' : '#2c555a');
  };
  for (const z of [2.6, 4.9, 7.9, 12, 17, 23, 31]) out += leaf(LEFT, z, z + 1.25);
  for (const z of [2.2, 3.9, 6.2, 9.4, 14, 20, 28]) out += leaf(RIGHT, z, z + 1.25);
  const light = fill(quad([LEFT, 0, 7.9], [LEFT, 0, 9.2], [-0.4, 0, 9.7], [-0.9, 0, 7.6]), '#ffcf80', 'opacity=".22"');
  const sign = fill(quad([0.5, 2.55, 5.4], [1.9, 2.55, 5.4], [1.9, 2.95, 5.4], [0.5, 2.95, 5.4]), '#d7e4d2');
  const [sx, sy] = see([1.2, 2.68, 5.4]);
  return (
    out +
    light +
    line(
      `M${see([0.75, 2.95, 5.4]).join(' ')}L${see([0.75, CEILING, 5.4]).join(' ')}M${see([1.65, 2.95, 5.4]).join(' ')}L${see([1.65, CEILING, 5.4]).join(' ')}`,
      '#0d1a20',
      4,
    ) +
    sign +
    `<text x="${sx}" y="${sy}" text-anchor="middle" font-family="Nimbus Sans, Liberation Sans, sans-serif" font-weight="700" font-size="46" fill="#14343a">Night →</text>`
  );
}

/** Swing doors at the end, with the emergency department's light behind them. */
function end(s) {
  const [x, y] = see([0, 1.6, END]);
  const glow = disc(
    x,
    y,
    330,
    s.glow(
      [
        [0, '#ffe3a0', 0.85],
        [0.3, '#ffd487', 0.35],
        [1, '#ffd487', 0],
      ],
      x,
      y,
      330,
    ),
  );
  return (
    fill(quad([LEFT, 0, END], [LEFT, CEILING, END], [RIGHT, CEILING, END], [RIGHT, 0, END]), '#dfd5ac') +
    fill(quad([-1.5, 0, END], [-1.5, 2.5, END], [1.2, 2.5, END], [1.2, 0, END]), '#fff3cd') +
    line(`M${see([-0.15, 0, END]).join(' ')}L${see([-0.15, 2.5, END]).join(' ')}`, '#a78f5c', 3) +
    glow
  );
}

/** A trolley by the wall, chairs, and a polisher that somebody has left where it stopped. */
function furniture(s) {
  const t = (x, y, z) => see([x, y, z]);
  const bed =
    fill(path([t(1.0, 0.85, 4.2), t(1.0, 0.85, 6), t(1.85, 0.85, 6), t(1.85, 0.85, 4.2)]), '#dfe6d6') +
    fill(path([t(1.0, 0.66, 4.2), t(1.0, 0.85, 4.2), t(1.85, 0.85, 4.2), t(1.85, 0.66, 4.2)]), '#9fb3a8') +
    fill(path([t(1.0, 0.66, 4.2), t(1.0, 0.85, 4.2), t(1.0, 0.85, 6), t(1.0, 0.66, 6)]), '#7f9a93') +
    fill(path([t(1.2, 0.93, 5.5), t(1.2, 0.93, 5.95), t(1.7, 0.93, 5.95), t(1.7, 0.93, 5.5)]), '#ffffff');
  const frame = [
    [1.03, 4.25],
    [1.82, 4.25],
    [1.03, 5.95],
  ]
    .map(
      ([x, z]) =>
        line(`M${t(x, 0.66, z).join(' ')}L${t(x, 0.08, z).join(' ')}`, '#0d1f24', 36 / z) + disc(...t(x, 0.08, z), 42 / z, '#0d1f24'),
    )
    .join('');
  let chairs = '';
  for (const z of [3.5, 4.15, 4.8])
    chairs +=
      fill(path([t(-2.55, 0.46, z), t(-2.55, 0.46, z + 0.5), t(-2.05, 0.46, z + 0.5), t(-2.05, 0.46, z)]), '#b4492a') +
      fill(path([t(-2.55, 0.46, z), t(-2.55, 0.95, z), t(-2.55, 0.95, z + 0.5), t(-2.55, 0.46, z + 0.5)]), '#8f3a22') +
      line(
        `M${t(-2.07, 0.46, z).join(' ')}L${t(-2.07, 0, z).join(' ')}M${t(-2.07, 0.46, z + 0.5).join(' ')}L${t(-2.07, 0, z + 0.5).join(' ')}`,
        '#0d1f24',
        7,
      );
  const shadow = group(
    fill(path([t(0.9, 0, 4.1), t(0.9, 0, 6.1), t(1.95, 0, 6.1), t(1.95, 0, 4.1)]), '#07130f', 'opacity=".55"'),
    `filter="${s.soft(8)}"`,
  );
  return shadow + bed + frame + chairs;
}

function figures() {
  const stand = (x, z, metres, color, look) => person(...see([x, 0, z]), (metres * 1150) / z, color, look);
  const nurse = stand(-0.9, 11.5, 1.7, '#0b181c', { stride: 0.13, lean: 0.02, hat: 'bun', width: 0.25 });
  const [nx, ny] = see([-0.9, 0, 11.4]);
  const shade = `<ellipse cx="${nx}" cy="${ny + 4}" rx="34" ry="6" fill="#06100f" opacity=".6"/>`;
  const waiting = person(...see([-2.28, 0, 4.4]), 1, 'none');
  return shade + nurse + waiting;
}

function vignette(s) {
  return box(
    0,
    0,
    WIDTH,
    HEIGHT,
    s.glow(
      [
        [0, '#050c0f', 0],
        [0.55, '#050c0f', 0.08],
        [1, '#050c0f', 0.7],
      ],
      1180,
      640,
      1500,
    ),
  );
}
