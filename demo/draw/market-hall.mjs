// The Market Hall before the bell: iron arches, glass, forty-three stalls, the clock that councillors can see.

import { between, box, dice, disc, fill, group, HEIGHT, line, path, sheet, WIDTH } from './ink.mjs';
import { person } from './people.mjs';

const VANISH = [1050, 690];
const FOCAL = 1000;
const see = (x, y, z) => [VANISH[0] + (x * FOCAL) / z, VANISH[1] - ((y - 2.6) * FOCAL) / z];
const SPAN = 7.5;
const SPRING = 6.2;

export function scene() {
  const s = sheet();
  const roll = dice(1887);
  const back = box(
    0,
    0,
    WIDTH,
    HEIGHT,
    s.blend([
      [0, '#27434a'],
      [0.5, '#7fa09a'],
      [1, '#3a3d3a'],
    ]),
  );
  const bays = [46, 36, 28, 21.6, 16.6, 12.6, 9.4, 6.9];
  const roof = bays.map((z, i) => bay(s, z, bays[i + 1] ?? 4.6, i / 7)).join('');
  return s.finish(
    back + gable(s) + floor(s, roll) + roof + rays(s) + stalls(s, roll) + lamps(s) + figures(roll) + slab(s) + dust(s, roll),
    '#27434a',
  );
}

/** The far end: a fan of glass with the clock in it, and daylight behind. */
function gable(s) {
  const z = 48;
  const arch = archPath(z, SPAN);
  const [_cx, _cy] = see(0, 9.4, z);
  const glow = disc(
    VANISH[0],
    560,
    620,
    s.glow(
      [
        [0, '#fff3cf', 0.95],
        [0.35, '#ffe3a6', 0.5],
        [1, '#ffe3a6', 0],
      ],
      VANISH[0],
      560,
      620,
    ),
  );
  let bars = '';
  for (let i = 0; i <= 12; i++) {
    const a = (Math.PI * i) / 12;
    bars += line(`M${see(0, SPRING, z).join(' ')}L${see(SPAN * Math.cos(a), SPRING + SPAN * Math.sin(a), z).join(' ')}`, '#5d7f7c', 2.5);
  }
  const door = fill(path([see(-2.4, 0, z), see(-2.4, 4.2, z), see(2.4, 4.2, z), see(2.4, 0, z)]), '#fff9e6');

  return glow + fill(arch, '#f6ebc8') + bars + door + glow;
}

function archPath(z, r) {
  const points = [see(-r, 0, z), see(-r, SPRING, z)];
  for (let i = 24; i >= 0; i--) {
    const a = (Math.PI * i) / 24;
    points.push(see(r * Math.cos(a), SPRING + r * 0.86 * Math.sin(a), z));
  }
  points.push(see(r, 0, z));
  return path(points);
}

/** One bay of the roof: glass between two ribs, a rib with its spandrels, columns, a tie with rings. */
function bay(_s, far, near, t) {
  const tone = mix('#a9bfae', '#1c2f34', t ** 0.8);
  const iron = mix('#8aa09a', '#0f1b20', t ** 0.75);
  let glass = '';
  const steps = 14;
  for (let i = 0; i < steps; i++) {
    const [a, b] = [(Math.PI * i) / steps, (Math.PI * (i + 1)) / steps];
    const p = (angle, z) => see(SPAN * Math.cos(angle), SPRING + SPAN * 0.86 * Math.sin(angle), z);
    const lit = i > 1 && i < steps - 2;
    const light = lit ? mix('#fff4d6', i < 7 ? '#7fa3a6' : '#c3cfb8', 0.25 + 0.65 * t) : tone;
    glass += fill(path([p(a, far), p(b, far), p(b, near), p(a, near)]), light);
    glass += line(`M${p(a, far).join(' ')}L${p(a, near).join(' ')}`, iron, Math.max(1.5, 26 / near));
    if (lit)
      for (const k of [0.33, 0.66]) {
        const z = 1 / (1 / far + (1 / near - 1 / far) * k);
        glass += line(`M${p(a, z).join(' ')}L${p(b, z).join(' ')}`, iron, Math.max(1, 12 / z), 'opacity=".7"');
      }
  }
  const wall = (side) =>
    fill(
      path([see(side * SPAN, 0, far), see(side * SPAN, SPRING, far), see(side * SPAN, SPRING, near), see(side * SPAN, 0, near)]),
      mix('#b99a73', side < 0 ? '#3c2a22' : '#5a3a2a', 0.2 + 0.8 * t),
    );
  const rib = `${archPath(near, SPAN)}${archPath(near, SPAN * 0.955)}`;
  const column = (side) =>
    fill(
      path([
        see(side * SPAN * 1.01, 0, near),
        see(side * SPAN * 1.01, SPRING, near),
        see(side * SPAN * 0.955, SPRING, near),
        see(side * SPAN * 0.955, 0, near),
      ]),
      iron,
    ) +
    fill(
      path([
        see(side * SPAN * 1.03, SPRING - 0.2, near),
        see(side * SPAN * 1.03, SPRING + 0.1, near),
        see(side * SPAN * 0.93, SPRING + 0.1, near),
        see(side * SPAN * 0.93, SPRING - 0.2, near),
      ]),
      iron,
    );
  let rings = '';
  for (const side of [-1, 1])
    for (const [f, y, r] of [
      [0.86, SPRING + 0.6, 0.42],
      [0.78, SPRING + 1.35, 0.3],
    ]) {
      const [x, yy] = see(side * SPAN * f, y, near);
      rings += `<circle cx="${x}" cy="${yy}" r="${(r * FOCAL) / near}" fill="none" stroke="${iron}" stroke-width="${Math.max(1.5, 70 / near)}"/>`;
    }
  const tie =
    line(`M${see(-SPAN * 0.95, SPRING, near).join(' ')}L${see(SPAN * 0.95, SPRING, near).join(' ')}`, iron, Math.max(1.5, 60 / near)) +
    line(`M${see(0, SPRING, near).join(' ')}L${see(0, SPRING + SPAN * 0.82, near).join(' ')}`, iron, Math.max(1, 34 / near));
  return wall(-1) + wall(1) + glass + `<path d="${rib}" fill="${iron}" fill-rule="evenodd"/>` + column(-1) + column(1) + tie + rings;
}

function floor(s, roll) {
  let out = fill(
    path([see(-SPAN, 0, 48), see(SPAN, 0, 48), see(SPAN, 0, 3.4), see(-SPAN, 0, 3.4)]),
    s.blend([
      [0, '#f3e2b4'],
      [0.12, '#b9a684'],
      [0.4, '#6b6355'],
      [1, '#2b2b2a'],
    ]),
  );
  for (let z = 3.6; z < 46; z *= 1.075)
    out += line(`M${see(-SPAN, 0, z).join(' ')}L${see(SPAN, 0, z).join(' ')}`, '#2d2b28', Math.min(3, 7 / z), 'opacity=".5"');
  for (let x = -SPAN; x <= SPAN; x += 0.75)
    out += line(`M${see(x, 0, 3.4).join(' ')}L${see(x, 0, 46).join(' ')}`, '#2d2b28', 1.4, 'opacity=".35"');
  for (let i = 0; i < 50; i++) {
    const z = between(roll, 4, 30);
    const [x, y] = see(between(roll, -1.6, 1.6), 0, z);
    out += `<ellipse cx="${x}" cy="${y}" rx="${between(roll, 60, 420) / z}" ry="${between(roll, 8, 40) / z}" fill="#fbeec9" opacity="${between(roll, 0.08, 0.4).toFixed(2)}"/>`;
  }
  return out;
}

function rays(s) {
  const ray = (x0, x1, w, alpha) =>
    fill(
      path([
        [x0, 60],
        [x0 + w, 40],
        [x1 + w * 2.1, 1330],
        [x1, 1330],
      ]),
      s.blend([
        [0, '#fff1c8', alpha],
        [0.75, '#fff1c8', alpha * 0.35],
        [1, '#fff1c8', 0],
      ]),
    );
  return group(
    ray(1240, 520, 120, 0.34) + ray(1420, 800, 90, 0.26) + ray(1070, 250, 70, 0.2) + ray(1600, 1120, 130, 0.2),
    `filter="${s.soft(9)}"`,
  );
}

/** Stalls down both sides, each with a striped awning, a counter and what it sells. */
function stalls(_s, roll) {
  let out = '';
  const stripes = ['#b4492a', '#3f6b72', '#eaa94c', '#566a4c', '#d98a6b'];
  const depths = [34, 27, 21.5, 17, 13.4, 10.4, 7.9, 5.8];
  for (let i = 0; i < depths.length; i++)
    for (const side of [-1, 1]) {
      const [far, near] = [depths[i], depths[i] * 0.82];
      const [inner, outer] = [side * 3.3, side * 6.9];
      const t = i / 7;
      const color = mix(
        stripes[(i * 2 + (side > 0 ? 1 : 0)) % 5],
        i < 4 ? '#c9b48a' : '#1c1a18',
        i < 4 ? 0.5 - 0.12 * i : 0.1 + 0.12 * (i - 4),
      );
      const pale = mix('#f2e8d6', i < 4 ? '#d9c79d' : '#4a443c', i < 4 ? 0.4 : 0.12 * (i - 3));
      const roofY = 2.85;
      const n = 7;
      let awning = '';
      for (let k = 0; k < n; k++) {
        const z0 = 1 / (1 / far + (1 / near - 1 / far) * (k / n));
        const z1 = 1 / (1 / far + (1 / near - 1 / far) * ((k + 1) / n));
        const shade = k % 2 ? pale : color;
        awning += fill(
          path([see(inner, roofY, z0), see(inner, roofY, z1), see(outer, roofY + 0.75, z1), see(outer, roofY + 0.75, z0)]),
          shade,
        );
        const [ax, ay] = see(inner, roofY, z0);
        const [bx, by] = see(inner, roofY, z1);
        const [qx, qy] = see(inner, roofY - 0.34, (z0 + z1) / 2);
        awning += fill(
          `M${ax} ${ay}L${bx} ${by}L${bx} ${by + (0.2 * FOCAL) / z1}Q${qx} ${qy + 6} ${ax} ${ay + (0.2 * FOCAL) / z0}Z`,
          shade,
        );
      }
      const cloth = fill(
        path([see(inner * 1.02, 0, far), see(inner * 1.02, 0.95, far), see(inner * 1.02, 0.95, near), see(inner * 1.02, 0, near)]),
        mix('#8f6b4a', '#1d1512', t),
      );
      const face = fill(
        path([see(inner * 1.02, 0, far * 1.0), see(inner * 1.02, 0.95, far), see(outer, 0.95, far), see(outer, 0, far)]),
        mix('#7d5b40', '#140f0d', t),
      );
      const front = fill(
        path([see(inner * 1.02, 0, near), see(inner * 1.02, 0.95, near), see(outer, 0.95, near), see(outer, 0, near)]),
        mix('#6d4c37', '#120d0b', t),
      );
      const top = fill(
        path([see(inner * 1.02, 0.95, far), see(outer, 0.95, far), see(outer, 0.95, near), see(inner * 1.02, 0.95, near)]),
        mix('#d9c08e', '#3a2c22', t),
      );
      const gloom = fill(
        path([see(outer, 0.95, far), see(outer, 3.4, far), see(outer, 3.4, near), see(outer, 0.95, near)]),
        '#120e0d',
        `opacity="${(0.25 + 0.5 * t).toFixed(2)}"`,
      );
      let wares = '';
      for (let k = 0; k < 16; k++) {
        const z = between(roll, near * 1.02, far * 0.98);
        const [x, y] = see(inner * between(roll, 1.06, 1.5), 1.06, z);
        wares += disc(
          x,
          y,
          between(roll, 70, 130) / z,
          ['#c9532c', '#7d8f55', '#eaa94c', '#e9d9b4', '#8a3a4a'][Math.floor(roll() * 5)],
          `opacity="${(0.95 - t * 0.25).toFixed(2)}"`,
        );
      }
      const post = line(
        `M${see(inner, 0, near).join(' ')}L${see(inner, roofY, near).join(' ')}`,
        mix('#7d6a50', '#15110f', t),
        Math.max(2, 60 / near),
      );
      const keeper =
        i % 2 === 0
          ? person(...see(side * 5, 0.1, (far + near) / 2), (1.7 * FOCAL) / ((far + near) / 2), mix('#5d5346', '#0c0a0a', t), {
              stride: 0.03,
              hat: roll() < 0.5 ? 'cap' : 'bun',
            })
          : '';
      out += gloom + face + keeper + top + wares + cloth + front + awning + post;
    }
  return out;
}

/** The clock hangs from the second tie on a bracket; stall lamps hang in two rows. */
function lamps(s) {
  let out = '';
  for (const z of [24, 18.4, 14, 10.6, 8])
    for (const side of [-1, 1]) {
      const [x, y] = see(side * 2.5, 4.4, z);
      out +=
        line(`M${x} ${y}L${see(side * 2.5, SPRING, z).join(' ')}`, '#182428', Math.max(1.2, 18 / z)) +
        disc(
          x,
          y,
          620 / z,
          s.glow(
            [
              [0, '#ffe3a0', 0.75],
              [0.2, '#ffd483', 0.32],
              [1, '#ffd483', 0],
            ],
            x,
            y,
            620 / z,
          ),
        ) +
        fill(`M${x - 190 / z} ${y}Q${x} ${y - 330 / z} ${x + 190 / z} ${y}Z`, '#1d2f30') +
        `<ellipse cx="${x}" cy="${y}" rx="${190 / z}" ry="${46 / z}" fill="#fff6d8"/>`;
    }
  const [cx, cy] = see(0, 5.35, 16.6);
  const r = 66;
  const hands = line(`M${cx} ${cy}L${cx + 21} ${cy + 29}M${cx} ${cy}L${cx - 43} ${cy - 25}`, '#1c2427', 6);
  const ticks = Array.from({ length: 12 }, (_, i) => {
    const a = (i * Math.PI) / 6;
    return line(
      `M${cx + Math.sin(a) * 50} ${cy - Math.cos(a) * 50}L${cx + Math.sin(a) * 58} ${cy - Math.cos(a) * 58}`,
      '#1c2427',
      i % 3 ? 3 : 6,
    );
  }).join('');
  return (
    out +
    line(`M${cx} ${cy - r}L${cx} ${see(0, SPRING, 16.6)[1] - 24}`, '#182428', 9) +
    disc(cx, cy, r + 12, '#182428') +
    disc(cx, cy, r, '#fbf3dc') +
    ticks +
    hands +
    disc(cx, cy, 6, '#1c2427')
  );
}

function figures(roll) {
  let out = '';
  for (const [x, z, look] of [
    [-0.6, 30, {}],
    [0.9, 26, { carry: 'bag' }],
    [-1.4, 20, { hat: 'cap' }],
    [1.7, 15.5, { carry: 'basket', hat: 'bun' }],
    [-0.3, 13, { carry: 'basket', stride: 0.14 }],
    [-2.2, 9.6, { hat: 'brim', carry: 'bag' }],
    [1.2, 8.6, { stride: 0.13, hat: 'cap' }],
  ]) {
    const [px, py] = see(x, 0, z);
    const h = (1.72 * FOCAL) / z;
    out +=
      fill(
        `M${px - h * 0.1} ${py}L${px + h * 0.1} ${py}L${px + h * 0.34} ${py + h * 0.5}L${px - h * 0.02} ${py + h * 0.5}Z`,
        '#14110f',
        'opacity=".35"',
      ) + person(px, py, h, z > 18 ? '#3a3b38' : '#14161a', { stride: between(roll, 0.05, 0.12), ...look });
  }
  return out;
}

/** Stall 9: slate, tap, tank and the stool without a back. */
function slab(s) {
  const slate =
    fill('M-20 1130L520 1086L640 1180L-20 1264Z', '#4a565c') +
    fill('M-20 1264L640 1180L640 1216L-20 1306Z', '#2b343a') +
    fill('M-20 1306L600 1222L600 1420L-20 1420Z', '#1a1614') +
    group(fill('M60 1168L420 1132L470 1160L80 1206Z', '#dfe8df', 'opacity=".28"'), `filter="${s.soft(8)}"`);
  const tap =
    line('M150 1130L150 1040Q152 1004 190 1006Q214 1010 212 1036', '#c79a4e', 17) +
    line('M126 1054L174 1050', '#c79a4e', 12) +
    fill('M200 1034L226 1032L222 1050L204 1050Z', '#8f6a30');
  const board =
    fill('M300 1010L470 994L480 1104L312 1122Z', '#14181a') +
    line('M300 1010L470 994L480 1104L312 1122Z', '#7c5a3a', 8) +
    `<text transform="translate(392 1056) rotate(-5.5)" text-anchor="middle" font-family="P052, Palatino, serif" font-style="italic" font-size="44" fill="#f2e8d6">Eels</text><text transform="translate(396 1094) rotate(-5.5)" text-anchor="middle" font-family="P052, Palatino, serif" font-style="italic" font-size="26" fill="#f2e8d6">openly sold</text>`;
  const plate = `<text transform="translate(300 1330) rotate(-7.8)" text-anchor="middle" font-family="P052, Palatino, serif" font-size="74" fill="#c79a4e">9</text>`;
  const stool =
    fill('M700 1256Q770 1236 840 1256Q842 1276 770 1280Q698 1276 700 1256Z', '#6d4630') +
    line('M716 1272L692 1420M824 1272L848 1420M770 1278L770 1410M706 1350L838 1350', '#3a241a', 13);
  return slate + tap + board + plate + stool;
}

function dust(s, roll) {
  let out = '';
  for (let i = 0; i < 110; i++)
    out += disc(
      between(roll, 300, 1700),
      between(roll, 150, 1200),
      between(roll, 1, 3.4),
      '#fff6da',
      `opacity="${between(roll, 0.15, 0.7).toFixed(2)}"`,
    );
  return (
    out +
    box(
      0,
      0,
      WIDTH,
      HEIGHT,
      s.glow(
        [
          [0, '#0c1113', 0],
          [0.5, '#0c1113', 0.06],
          [1, '#0c1113', 0.66],
        ],
        1050,
        640,
        1380,
      ),
    )
  );
}

function mix(a, b, t) {
  const n = (hex, i) => Number.parseInt(hex.slice(1 + i * 2, 3 + i * 2), 16);
  const k = Math.max(0, Math.min(1, t));
  return `#${[0, 1, 2]
    .map((i) =>
      Math.round(n(a, i) + (n(b, i) - n(a, i)) * k)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}
