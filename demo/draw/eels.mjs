// Nineteen in a zinc bath, seen from above; good within the meaning of the deed.

import { between, box, curve, dice, disc, fill, group, HEIGHT, line, path, sheet, WIDTH } from './ink.mjs';

const CENTRE = [1000, 700];

export function scene() {
  const s = sheet();
  const roll = dice(19);
  return s.finish(
    slate(s, roll) + bath(s) + water(s) + eels(s, roll) + ripples(roll) + rim(s) + ice(roll) + card() + knife() + coins() + shade(s),
    '#2b363c',
  );
}

function slate(s, roll) {
  let out = box(
    0,
    0,
    WIDTH,
    HEIGHT,
    s.blend(
      [
        [0, '#53646a'],
        [0.5, '#3c4b52'],
        [1, '#28343a'],
      ],
      [0, 0, 1, 1],
    ),
  );
  for (let i = 0; i < 90; i++)
    out += line(
      `M${between(roll, -100, WIDTH).toFixed(0)} ${between(roll, 0, HEIGHT).toFixed(0)}l${between(roll, 60, 420).toFixed(0)} ${between(roll, -14, 14).toFixed(0)}`,
      roll() < 0.5 ? '#6f8288' : '#222d33',
      between(roll, 1, 3),
      `opacity="${between(roll, 0.15, 0.5).toFixed(2)}"`,
    );
  for (let i = 0; i < 60; i++) {
    const [x, y] = [between(roll, 0, WIDTH), between(roll, 0, HEIGHT)];
    out +=
      `<ellipse cx="${x}" cy="${y}" rx="${between(roll, 5, 22)}" ry="${between(roll, 4, 15)}" fill="#9fb3b5" opacity="${between(roll, 0.1, 0.35).toFixed(2)}"/>` +
      disc(x - 3, y - 3, 2, '#eef4ee', 'opacity=".7"');
  }
  return out;
}

const oval = (rx, ry, more) => `<ellipse cx="${CENTRE[0]}" cy="${CENTRE[1]}" rx="${rx}" ry="${ry}" ${more}/>`;

function bath(s) {
  const shadow = `<ellipse cx="${CENTRE[0] + 34}" cy="${CENTRE[1] + 46}" rx="800" ry="580" fill="#0b1216" opacity=".7" filter="${s.soft(26)}"/>`;
  const handle = (x, turn) =>
    group(
      line('M-20 -120Q60 -130 66 0Q60 130 -20 120', '#5f7278', 34) + line('M-20 -120Q60 -130 66 0Q60 130 -20 120', '#b9c8c6', 20),
      `transform="translate(${x} ${CENTRE[1]}) rotate(${turn})"`,
    );
  return (
    shadow +
    handle(1776, 0) +
    handle(224, 180) +
    oval(
      790,
      572,
      `fill="${s.blend(
        [
          [0, '#dfe8e2'],
          [0.4, '#93a5a7'],
          [0.7, '#6b7f84'],
          [1, '#c2cfcb'],
        ],
        [0, 0, 1, 1],
      )}"`,
    ) +
    oval(752, 536, 'fill="#3a4b50"')
  );
}

function water(s) {
  return oval(
    744,
    528,
    `fill="${s.glow(
      [
        [0, '#47757a'],
        [0.55, '#2f5a62'],
        [1, '#16343d'],
      ],
      900,
      600,
      820,
    )}"`,
  );
}

/** Every eel swims round the bath its own way; a body is a tapering ribbon along a wandering curve. */
function eels(s, roll) {
  const clip = s.clip(
    `M${CENTRE[0] - 738} ${CENTRE[1]}A738 522 0 0 1 ${CENTRE[0] + 738} ${CENTRE[1]}A738 522 0 0 1 ${CENTRE[0] - 738} ${CENTRE[1]}Z`,
  );
  const swims = [];
  for (let i = 0; i < 19; i++) {
    const ring = i < 9 ? between(roll, 0.76, 0.9) : i < 15 ? between(roll, 0.46, 0.64) : between(roll, 0.12, 0.32);
    const start = (i < 9 ? i / 9 : i < 15 ? (i - 9) / 6 : (i - 15) / 4) * 2 * Math.PI + between(roll, -0.18, 0.18);
    const way = i % 4 === 3 ? -1 : 1;
    swims.push({ ring, start, way, length: between(roll, 560, 780), fat: between(roll, 26, 37), phase: roll() * 6, tone: i % 3 });
  }
  return group(swims.map((swim) => eel(s, swim)).join(''), `clip-path="${clip}"`);
}

function eel(s, { ring, start, way, length, fat, phase, tone }) {
  const n = 46;
  const spine = [];
  for (let i = 0; i <= n; i++) {
    const t = i / n;
    const reach = length / (ring < 0.4 ? 330 : 640 * ring);
    const a = start + way * t * reach;
    const sway = Math.sin(t * 8.5 + phase) * (0.035 + 0.055 * t) + (ring < 0.4 ? 0.3 * t : 0);
    const r = Math.max(0.03, ring + sway);
    spine.push([CENTRE[0] + 744 * r * Math.cos(a), CENTRE[1] + 528 * r * Math.sin(a)]);
  }
  const side = (sign, k = 1) =>
    spine.map(([x, y], i) => {
      const t = i / n;
      const [a, b] = [spine[Math.max(0, i - 1)], spine[Math.min(n, i + 1)]];
      const l = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
      const w = fat * k * (t < 0.07 ? 0.42 + 0.58 * Math.sqrt(t / 0.07) : 1 - 0.93 * ((t - 0.07) / 0.93) ** 1.9);
      return [x - ((b[1] - a[1]) / l) * w * sign, y + ((b[0] - a[0]) / l) * w * sign];
    });
  const body = `${curve(side(1))}L${curve(side(-1).reverse()).slice(1)}Z`;
  const [back, flank, edge] = [
    ['#1c2f2c', '#5f7a5a', '#a8b98a'],
    ['#23302b', '#6d7650', '#b9b883'],
    ['#172a30', '#4d6f6c', '#9dbba5'],
  ][tone];
  const belly = side(-way, 0.62);
  const fin = `${curve(side(way, 1.34).slice(14))}L${curve(side(way, 0.8).slice(14).reverse()).slice(1)}Z`;
  const [hx, hy] = spine[0];
  const [nx, ny] = spine[4];
  const angle = (Math.atan2(hy - ny, hx - nx) * 180) / Math.PI;
  const head = group(
    fill(
      `M${-fat * 1.1} ${-fat * 0.86}Q${fat * 0.7} ${-fat * 0.8} ${fat * 1.12} 0Q${fat * 0.7} ${fat * 0.8} ${-fat * 1.1} ${fat * 0.86}Z`,
      back,
    ) +
      disc(fat * 0.34, -fat * 0.42, fat * 0.17, '#eaa94c') +
      disc(fat * 0.34, fat * 0.42, fat * 0.17, '#eaa94c') +
      disc(fat * 0.38, -fat * 0.42, fat * 0.09, '#0c1214') +
      disc(fat * 0.38, fat * 0.42, fat * 0.09, '#0c1214') +
      fill(
        `M${-fat * 0.9} ${-fat * 0.7}q${-fat * 0.7} ${-fat * 0.5} ${-fat * 1.1} ${-fat * 0.1}q${fat * 0.4} ${fat * 0.5} ${fat * 1.1} ${fat * 0.1}Z`,
        flank,
      ),
    `transform="translate(${hx} ${hy}) rotate(${angle})"`,
  );
  const shadow = group(fill(body, '#08181d', 'opacity=".55"'), `transform="translate(16 22)" filter="${s.soft(7)}"`);
  return (
    shadow +
    fill(fin, edge, 'opacity=".55"') +
    fill(body, back) +
    line(curve(belly.slice(3, 40)), flank, fat * 0.62, 'opacity=".75"') +
    line(curve(side(-way, 0.34).slice(3, 34)), edge, fat * 0.16, 'opacity=".75"') +
    head
  );
}

function ripples(roll) {
  let out = '';
  for (let i = 0; i < 46; i++) {
    const [a, r] = [between(roll, 0, 6.28), between(roll, 0.1, 0.95)];
    const [x, y] = [CENTRE[0] + 720 * r * Math.cos(a), CENTRE[1] + 505 * r * Math.sin(a)];
    const w = between(roll, 26, 110);
    out += line(
      `M${x - w} ${y}q${w * 0.5} ${between(roll, -16, -5)} ${w} 0t${w} 0`,
      '#d9ece4',
      between(roll, 2, 5),
      `opacity="${between(roll, 0.12, 0.5).toFixed(2)}"`,
    );
  }
  return out;
}

function rim(s) {
  return (
    oval(
      770,
      553,
      `fill="none" stroke="${s.blend(
        [
          [0, '#f4f8f2'],
          [0.35, '#9db0b0'],
          [0.65, '#54686d'],
          [1, '#c9d5d0'],
        ],
        [0, 0, 1, 1],
      )}" stroke-width="38"`,
    ) +
    oval(750, 534, 'fill="none" stroke="#22343a" stroke-width="6" opacity=".8"') +
    line(
      curve([
        [330, 420],
        [430, 296],
        [590, 206],
        [780, 158],
      ]),
      '#ffffff',
      9,
      'opacity=".85"',
    )
  );
}

function ice(roll) {
  let out = '';
  for (let i = 0; i < 34; i++) {
    const [x, y] = i < 20 ? [between(roll, 1640, 2090), between(roll, 1090, 1390)] : [between(roll, 10, 260), between(roll, 10, 250)];
    const r = between(roll, 22, 54);
    const points = Array.from({ length: 6 }, (_, k) => [
      x + r * Math.cos(k + between(roll, -0.3, 0.3)) * 1.1,
      y + r * Math.sin(k + between(roll, -0.3, 0.3)) * 0.8,
    ]);
    out +=
      fill(path(points.map(([a, b]) => [a + 7, b + 9])), '#10191e', 'opacity=".4"') +
      fill(path(points), '#dceae6', 'opacity=".82"') +
      fill(path([points[0], points[1], points[2], [x, y]]), '#ffffff', 'opacity=".75"') +
      fill(path([points[3], points[4], [x, y]]), '#8fb0b4', 'opacity=".6"');
  }
  return out;
}

function card() {
  const text = (y, size, words, style = '') =>
    `<text x="0" y="${y}" text-anchor="middle" font-family="P052, Palatino, serif" ${style} font-size="${size}" fill="#22343c">${words}</text>`;
  return group(
    fill('M-176 -120L184 -112L190 128L-170 134Z', '#0b1216', 'opacity=".5"') +
      fill('M-184 -132L176 -124L180 116L-178 122Z', '#f6ecd6') +
      `<rect x="-164" y="-112" width="326" height="214" fill="none" stroke="#b4492a" stroke-width="4"/>` +
      text(-40, 74, 'Eels', 'font-style="italic"') +
      text(12, 36, 'openly sold') +
      text(76, 54, '£11.50', 'font-weight="700"'),
    'transform="translate(1800 240) rotate(9)"',
  );
}

function knife() {
  return group(
    fill('M-6 8L470 20L560 -4L480 -28L-6 -20Z', '#10191e', 'opacity=".4"') +
      fill('M0 -8Q300 -18 470 -30Q540 -34 566 -14Q500 10 440 10L0 14Z', '#d5dfdb') +
      line('M10 4L500 -8', '#8ea1a4', 4) +
      fill('M-230 -20Q-120 -34 0 -18L0 22Q-120 32 -230 22Q-252 0 -230 -20Z', '#6d3a24') +
      [-180, -110, -40].map((x) => disc(x, 2, 8, '#d7a552')).join(''),
    'transform="translate(330 1268) rotate(-12)"',
  );
}

function coins() {
  return [
    [118, 640, 40, '#d7a552'],
    [70, 726, 40, '#c08d42'],
    [150, 742, 34, '#c7d2c9'],
  ]
    .map(
      ([x, y, r, c]) =>
        disc(x + 6, y + 8, r, '#10191e', 'opacity=".5"') +
        disc(x, y, r, c) +
        `<circle cx="${x}" cy="${y}" r="${r - 8}" fill="none" stroke="#6a4a1e" stroke-width="3" opacity=".7"/>`,
    )
    .join('');
}

function shade(s) {
  return box(
    0,
    0,
    WIDTH,
    HEIGHT,
    s.glow(
      [
        [0, '#060c0f', 0],
        [0.6, '#060c0f', 0.05],
        [1, '#060c0f', 0.62],
      ],
      900,
      600,
      1400,
    ),
  );
}
