// Maud shut, at sunrise, with the town walking over her to see whether it is true.

import { block, look, pier, span } from './bridge.mjs';
import { between, box, curve, dice, disc, fill, group, HEIGHT, ink, line, sheet, WIDTH } from './ink.mjs';
import { person } from './people.mjs';

const WATERLINE = 884;

export function scene() {
  const s = sheet();
  const roll = dice(87);
  const see = look({ eye: [26, 4.6, 74], target: [3, 12.6, 0], zoom: 1500, centre: [1050, 640] });
  const sky = box(
    0,
    0,
    WIDTH,
    HEIGHT,
    s.blend([
      [0, '#253f55'],
      [0.3, '#5d7482'],
      [0.5, '#c98a73'],
      [0.62, '#f0b067'],
      [0.68, '#f8cf86'],
    ]),
  );
  const sun =
    disc(
      1330,
      700,
      820,
      s.glow(
        [
          [0, '#ffe7a8', 0.95],
          [0.2, '#fbcf7f', 0.7],
          [1, '#f0a45a', 0],
        ],
        1330,
        700,
        820,
      ),
    ) + disc(1330, 690, 104, '#fff0c4');
  const shut = span(see, 0, { far: '#5b4048', deck: '#2c2630', near: '#1b1e29', lamp: '#ffe09a' });
  const works = pier(see, { stone: '#5a4146', shade: '#33282f', timber: '#241f28' }) + approaches(see);
  const bridge = group(shut, `filter="${s.torn(3, 0.05)}"`);
  return s.finish(
    sky +
      clouds(s, roll) +
      sun +
      town(roll, s) +
      water(s, roll) +
      works +
      walkers(see, roll, -2.6) +
      bridge +
      walkers(see, roll, 5.4) +
      dog(see) +
      bunting(see) +
      quay(roll),
    ink.paper,
  );
}

function clouds(s, roll) {
  let out = '';
  for (let i = 0; i < 26; i++) {
    const y = between(roll, 120, 700);
    const w = between(roll, 260, 900);
    out += `<ellipse cx="${between(roll, -100, WIDTH + 100)}" cy="${y}" rx="${w / 2}" ry="${between(roll, 5, 15)}" fill="${y > 420 ? '#ffd79a' : '#d8938a'}" opacity="${between(roll, 0.2, 0.6).toFixed(2)}"/>`;
  }
  return group(out, `filter="${s.soft(3)}"`);
}

function town(roll, s) {
  let roofs = 'M-10 990';
  for (let x = -10; x < WIDTH + 60; ) {
    const w = between(roll, 30, 84);
    const h = between(roll, 8, 46);
    roofs += `L${x} ${880 - h}L${x + w / 2} ${880 - h - between(roll, 8, 34)}L${x + w} ${880 - h}`;
    if (roll() < 0.4) roofs += 'l0 -30l9 0l0 30';
    x += w;
  }
  return group(
    fill(`${roofs}L${WIDTH + 60} 990Z`, '#9b6a62') +
      fill('M288 890L288 690L310 520L332 690L332 890Z', '#9b6a62') +
      box(1780, 790, 150, 100, '#a8746a'),
    `filter="${s.soft(1.6)}"`,
  );
}

function approaches(see) {
  const tones = ['#7a5552', '#33282f', '#241f28'];
  const legs = (x) => block(see, [x, x + 5], [-1, 5], [-6, 6], 0, tones);
  return (
    block(see, [43.4, 150], [4.6, 6], [-4.6, 4.6], 0, tones) +
    legs(45) +
    legs(72) +
    block(see, [-150, -43.4], [4.6, 6], [-4.6, 4.6], 0, tones) +
    legs(-50) +
    legs(-78)
  );
}

/** People on the deck, at a distance `z` from its middle; they go both ways, as if to make up for it. */
function walkers(see, roll, z) {
  let out = '';
  const near = z > 0;
  for (let x = -95; x < 62; x += between(roll, near ? 0.9 : 0.7, near ? 3.4 : 2.4)) {
    const [px, py, depth] = see([x, 5.9, near ? 4.2 : z]);
    const child = roll() < 0.16;
    const h = ((child ? 1.15 : between(roll, 1.6, 1.86)) * see.zoom) / depth;
    out += person(px, py, h, near ? '#14161f' : '#3a2c34', {
      stride: between(roll, 0.06, 0.17),
      lean: between(roll, -0.03, 0.03),
      width: between(roll, 0.24, 0.32),
      hat: roll() < 0.3 ? 'cap' : roll() < 0.2 ? 'brim' : '',
      carry: ['', '', 'bag', 'arm', 'arms', ''][Math.floor(roll() * 6)],
      child,
    });
  }
  return out;
}

/** Brian, who was first. */
function dog(see) {
  const [x, y, depth] = see([33, 6.2, 4.7]);
  const k = see.zoom / depth / 22;
  const body = `M0 -14Q8 -19 20 -15L26 -21L33 -20L35 -17L29 -15Q26 -9 23 -9L28 -1L25 0L18 -8Q12 -7 9 -8L3 0L0 0L4 -9L-7 -6L-9 -8Z`;
  return group(fill(body, '#14161f'), `transform="translate(${x} ${y}) scale(${k})"`);
}

function bunting(see) {
  let out = '';
  const roll = dice(3);
  const colors = ['#f2e8d6', '#b4492a', '#eaa94c', '#87a3a5'];
  for (let i = 0; i < 46; i++) {
    const t = i / 45;
    const x = -42 + 84 * t;
    const hang = 15.6 - 7.6 * Math.abs(t * 2 - 1) ** 1.5 - 0.9 * Math.sin(((t * 7) % 1) * Math.PI) + 1.2;
    const [px, py, depth] = see([x, hang, 4.8]);
    const w = see.zoom / depth;
    out += fill(`M${px} ${py}l${w * 0.8} 0l${-w * 0.4} ${w * between(roll, 0.9, 1.2)}Z`, colors[i % 4], 'opacity=".95"');
  }
  return out;
}

function water(s, roll) {
  let out = box(
    0,
    WATERLINE,
    WIDTH,
    HEIGHT - WATERLINE,
    s.blend([
      [0, '#f3b873'],
      [0.25, '#b9786a'],
      [0.65, '#4c5566'],
      [1, '#20303f'],
    ]),
  );
  for (let i = 0; i < 210; i++) {
    const t = roll() ** 1.5;
    const y = WATERLINE + 4 + t * 420;
    out += box(
      between(roll, -80, WIDTH),
      y,
      between(roll, 50, 230) * (0.35 + t),
      1.5 + 5 * t,
      i % 4 ? '#ffd28a' : '#2a2c3a',
      `opacity="${between(roll, 0.1, 0.5).toFixed(2)}" rx="2"`,
    );
  }
  for (let i = 0; i < 70; i++)
    out += box(
      1330 + between(roll, -1, 1) * (40 + i * 3.4) - 50,
      WATERLINE + 4 + i * 6,
      between(roll, 40, 150),
      3.4,
      '#fff0c4',
      `opacity="${(0.85 - i * 0.011).toFixed(2)}" rx="1.7"`,
    );
  return out;
}

/** The quay this is seen from: backs of heads, a cap in the air, a child on shoulders. */
function quay(roll) {
  let out = '';
  for (let x = -20; x < WIDTH + 40; x += between(roll, 62, 112)) {
    if ((x > 1120 && x < 1480) || (x > 1630 && x < 1830)) continue;
    const up = between(roll, -34, 46) + 60 * Math.abs(x / WIDTH - 0.6);
    out += head(x, 1352 - up, between(roll, 27, 35), roll);
  }
  const sleeve =
    fill('M596 1352L622 1206Q634 1190 650 1204L652 1216L640 1352Z', '#0d1119') +
    fill('M624 1212Q622 1178 634 1168Q650 1164 654 1182L652 1214Z', '#0d1119');
  const cap = group(fill('M-40 10Q0 -40 40 6L70 12Q0 24 -40 10Z', '#0d1119'), 'transform="translate(690 1072) rotate(-24)"');
  const raised = sleeve + cap;
  const rider = onShoulders(1732, 1300);
  return (
    box(0, 1372, WIDTH, 40, '#0d1119') +
    raised +
    rider +
    out +
    line(
      curve([
        [-10, 1396],
        [600, 1390],
        [1500, 1392],
        [2110, 1386],
      ]),
      '#0d1119',
      30,
    )
  );
}

/** A child on somebody's shoulders, both arms up. */
function onShoulders(x, y) {
  const c = '#0d1119';
  const arms = line(`M${x - 26} ${y - 62}L${x - 66} ${y - 128}M${x + 26} ${y - 62}L${x + 62} ${y - 134}`, c, 17);
  const body = fill(`M${x - 34} ${y - 70}Q${x} ${y - 92} ${x + 34} ${y - 70}L${x + 46} ${y + 30}L${x - 46} ${y + 30}Z`, c);
  const adult =
    `<ellipse cx="${x}" cy="${y + 6}" rx="32" ry="40" fill="${c}"/>` +
    fill(`M${x - 92} 1420Q${x - 84} ${y + 48} ${x - 20} ${y + 36}L${x + 20} ${y + 36}Q${x + 84} ${y + 48} ${x + 92} 1420Z`, c);
  return (
    arms +
    body +
    `<ellipse cx="${x}" cy="${y - 116}" rx="28" ry="33" fill="${c}"/>` +
    adult +
    line(`M${x + 16} ${y - 142}Q${x + 34} ${y - 112} ${x + 20} ${y - 92}`, '#f0a45a', 3, 'opacity=".6"')
  );
}

function head(x, y, r, roll) {
  const shoulders = fill(
    `M${x - r * 2.3} 1420Q${x - r * 2.2} ${y + r * 1.5} ${x - r * 0.5} ${y + r * 1.1}L${x + r * 0.5} ${y + r * 1.1}Q${x + r * 2.2} ${y + r * 1.5} ${x + r * 2.3} 1420Z`,
    '#0d1119',
  );
  const skull = `<ellipse cx="${x}" cy="${y}" rx="${r * 0.92}" ry="${r * 1.16}" fill="#0d1119"/>`;
  const kind = roll();
  const hat =
    kind < 0.22
      ? fill(
          `M${x - r * 1.5} ${y - r * 0.4}Q${x} ${y - r * 0.9} ${x + r * 1.5} ${y - r * 0.4}L${x + r * 0.9} ${y - r * 0.6}Q${x} ${y - r * 2.2} ${x - r * 0.9} ${y - r * 0.6}Z`,
          '#0d1119',
        )
      : kind < 0.42
        ? disc(x, y - r * 1.25, r * 0.42, '#0d1119')
        : '';
  return (
    shoulders +
    skull +
    hat +
    line(`M${x + r * 0.55} ${y - r * 0.9}Q${x + r * 1.02} ${y - r * 0.2} ${x + r * 0.8} ${y + r * 0.6}`, '#f0a45a', 3, 'opacity=".6"')
  );
}
