// Slack water: the bell tower on the quay, the stick with its weed hanging straight, and Violet Stannard.

import { between, box, curve, dice, disc, fill, group, HEIGHT, line, sheet, WIDTH } from './ink.mjs';

const WATER = 880;

export function scene() {
  const s = sheet();
  const roll = dice(1790);
  const sky = box(
    0,
    0,
    WIDTH,
    WATER + 20,
    s.blend([
      [0, '#c9b79a'],
      [0.4, '#e3cfa6'],
      [0.75, '#f3dfb4'],
      [1, '#f7e8c6'],
    ]),
  );
  const sun =
    disc(
      640,
      610,
      640,
      s.glow(
        [
          [0, '#fff7df', 0.95],
          [0.3, '#fdeab9', 0.5],
          [1, '#fdeab9', 0],
        ],
        640,
        610,
        640,
      ),
    ) + disc(640, 610, 66, '#fffaea');
  return s.finish(
    sky + sun + shore(s, roll) + water(s, roll) + piles(roll) + sound() + quay() + tower(s) + ringer() + gulls() + boats(),
    '#e3cfa6',
  );
}

function shore(s, roll) {
  const hill = (y, k, c) =>
    fill(`${curve(Array.from({ length: 12 }, (_, i) => [i * 200 - 40, y + between(roll, -k, k)]))}L2200 ${WATER}L-40 ${WATER}Z`, c);
  let roofs = `M-10 ${WATER}`;
  for (let x = -10; x < 1180; ) {
    const w = between(roll, 30, 74);
    const h = between(roll, 14, 58);
    roofs += `L${x} ${WATER - 26 - h}L${x + w / 2} ${WATER - 26 - h - between(roll, 8, 24)}L${x + w} ${WATER - 26 - h}`;
    if (roll() < 0.4) roofs += 'l0 -22l8 0l0 22';
    x += w;
  }
  return (
    group(hill(800, 20, '#d3bd94') + hill(836, 14, '#c2ad88'), `filter="${s.soft(1.5)}"`) +
    group(
      fill(`${roofs}L1180 ${WATER}Z`, '#a4957a') + fill(`M300 ${WATER}L300 720L320 590L340 720L340 ${WATER}Z`, '#a4957a'),
      `filter="${s.soft(1.2)}"`,
    )
  );
}

/** Without a ripple, since the river has stopped. */
function water(s, roll) {
  let out = box(
    0,
    WATER,
    WIDTH,
    HEIGHT - WATER,
    s.blend([
      [0, '#f1dfb6'],
      [0.3, '#cfc3a4'],
      [0.7, '#8fa29a'],
      [1, '#56737a'],
    ]),
  );
  for (let i = 0; i < 56; i++)
    out += box(
      640 + between(roll, -70, 70) - 40,
      WATER + 6 + i * 7,
      between(roll, 50, 120),
      3,
      '#fffaea',
      `opacity="${(0.7 - i * 0.011).toFixed(2)}" rx="2"`,
    );
  for (let i = 0; i < 40; i++) {
    const t = roll();
    out += box(
      between(roll, 0, WIDTH),
      WATER + 10 + 460 * t,
      between(roll, 120, 420),
      1.6 + 1.6 * t,
      t < 0.4 ? '#fff3d4' : '#3f6068',
      'opacity=".28"',
    );
  }
  return out;
}

/** The old ferry stage; on the third pile the stick, on the stick the weed. */
function piles(roll) {
  let out = '';
  [
    [160, 1],
    [290, 0.96],
    [430, 1.04],
    [575, 0.9],
    [700, 0.98],
  ].forEach(([x, k], i) => {
    const top = 960 - 210 * k;
    out +=
      fill(`M${x - 23} ${1150}L${x - 19} ${top}Q${x} ${top - 13} ${x + 19} ${top}L${x + 23} ${1150}Z`, '#26333a') +
      fill(`M${x + 6} 1150L${x + 8} ${top + 2}L${x + 19} ${top}L${x + 23} 1150Z`, '#46565a') +
      fill(`M${x - 23} 1060L${x + 22} 1060L${x + 23} 1150L${x - 23} 1150Z`, '#3d5236') +
      fill(
        `M${x - 22} 1156L${x + 22} 1156L${x + 17} ${1156 + 180 * k}Q${x} ${1170 + 180 * k} ${x - 17} ${1156 + 180 * k}Z`,
        '#26333a',
        'opacity=".32"',
      ) +
      `<ellipse cx="${x}" cy="1152" rx="36" ry="6" fill="none" stroke="#fff3d4" stroke-width="3" opacity=".7"/>`;
    if (i === 2) {
      out +=
        line(`M${x + 62} ${1156}L${x + 62} 690`, '#4a3524', 13) +
        line(`M${x + 20} 800L${x + 66} 800M${x + 20} 900L${x + 66} 900`, '#c9a86a', 7);
      for (let k2 = 0; k2 < 9; k2++)
        out += line(
          `M${x + 62 + between(roll, -3, 3)} ${960 + k2 * 9}C${x + 58 + k2 * 2} 1010 ${x + 66 - k2} 1060 ${x + 56 + k2 * 2.4} ${1120 + between(roll, -14, 24)}`,
          k2 % 2 ? '#4d5f2f' : '#6d7a3c',
          7,
        );
    }
  });
  return out;
}

/** The bell, as far as it can be drawn. */
function sound() {
  return [170, 270, 380, 500, 630]
    .map(
      (r, i) =>
        `<path d="M${1420 - r} ${472 + r * 0.34}A${r} ${r} 0 0 1 ${1420 - r * 0.55} ${472 - r * 0.83}" fill="none" stroke="#b4492a" stroke-width="${9 - i * 1.3}" stroke-linecap="round" opacity="${(0.7 - i * 0.12).toFixed(2)}"/>`,
    )
    .join('');
}

function quay() {
  let stones =
    fill('M980 1180L2120 1180L2120 1420L900 1420Z', '#2a363c') +
    fill('M960 1160L2120 1160L2120 1196L960 1196Z', '#4c5a5c') +
    line('M960 1160L2120 1160', '#f3dfb4', 5, 'opacity=".8"');
  for (let r = 0; r < 3; r++)
    for (let c = 0; c < 9; c++)
      stones += `<rect x="${1000 + c * 136 + (r % 2) * 60 - r * 16}" y="${1204 + r * 68}" width="128" height="60" fill="none" stroke="#161f24" stroke-width="4" opacity=".7"/>`;
  return (
    stones +
    line('M1060 1160L1060 1118', '#161f24', 26) +
    fill('M1034 1122Q1060 1096 1086 1122Z', '#161f24') +
    line(
      curve([
        [1060, 1136],
        [1010, 1190],
        [1018, 1262],
        [980, 1320],
      ]),
      '#c9a86a',
      8,
    )
  );
}

/** Not much bigger than a wardrobe. */
function tower(s) {
  const body =
    fill(
      'M1290 1160L1306 640L1534 640L1550 1160Z',
      s.blend(
        [
          [0, '#7d4a30'],
          [0.4, '#64382a'],
          [1, '#3a211c'],
        ],
        [0, 0, 1, 0],
      ),
    ) + Array.from({ length: 7 }, (_, i) => line(`M${1322 + i * 33} 640L${1312 + i * 36} 1160`, '#2a1714', 4, 'opacity=".7"')).join('');
  const door =
    fill('M1366 1160L1370 836Q1420 796 1470 836L1474 1160Z', '#170e0d') +
    fill('M1474 1160L1470 836L1548 862L1558 1190Z', '#4a2a20') +
    line('M1474 1160L1470 836L1548 862L1558 1190Z', '#2a1714', 5);
  const lantern =
    fill('M1300 640L1300 610L1540 610L1540 640Z', '#2a1714') +
    [1312, 1528].map((x) => line(`M${x} 612L${x} 384`, '#4a2a20', 22)).join('') +
    fill('M1330 384L1330 606L1510 606L1510 384Z', '#f7e8c6', 'opacity=".35"');
  const roof =
    fill('M1262 392L1420 214L1578 392Z', '#2f3d42') +
    fill('M1420 214L1578 392L1420 392Z', '#222d32') +
    line('M1262 392L1578 392', '#161f24', 12) +
    line('M1420 216L1420 140', '#161f24', 8) +
    group(
      fill(
        'M-62 0C-46 8 -26 -6 -4 -12C16 -18 30 -24 38 -28C46 -32 58 -28 58 -20C58 -14 50 -12 44 -10C38 -2 26 6 12 10C-8 18 -46 16 -62 0Z',
        '#b4492a',
      ),
      'transform="translate(1424 138)"',
    );
  const bell =
    group(
      fill('M-62 74C-52 50 -48 20 -44 -10Q-38 -52 0 -54Q38 -52 44 -10C48 20 52 50 62 74Q0 92 -62 74Z', '#a8762f') +
        fill('M-20 -48Q-38 -20 -40 66L-56 72C-46 40 -44 10 -40 -14Q-36 -40 -20 -48Z', '#f0cf86', 'opacity=".8"') +
        line('M-54 52Q0 70 54 52', '#6d4717', 5) +
        disc(8, 88, 14, '#3a2412'),
      'transform="translate(1420 474) rotate(-13)"',
    ) + line('M1352 410L1488 410', '#2a1714', 18);
  const rope = line('M1410 560Q1404 760 1420 1010', '#e3cfa6', 8) + box(1411, 930, 18, 96, '#b4492a');
  return body + lantern + bell + door + rope + roof;
}

/** Small, upright, in a hat for the weather, both hands on the sally. */
function ringer() {
  const c = '#10191e';
  const coat =
    fill('M1376 1168Q1366 1060 1386 1006Q1396 974 1424 968Q1458 974 1466 1010Q1480 1070 1476 1168Z', '#3f6b72') +
    fill('M1440 972Q1466 990 1468 1030L1476 1168L1440 1168Z', '#2d4f57');
  const arms =
    line('M1392 1010Q1380 960 1412 936M1456 1008Q1462 960 1430 938', '#3f6b72', 24) +
    disc(1414, 934, 13, '#e2b48c') +
    disc(1428, 944, 13, '#e2b48c');
  const head =
    disc(1430, 932, 0, c) +
    `<ellipse cx="1450" cy="926" rx="27" ry="32" fill="#e2b48c"/>` +
    fill('M1424 930Q1416 890 1450 886Q1484 888 1482 922Q1470 906 1440 914Q1432 922 1432 946Z', '#e9e4d8') +
    fill('M1410 906Q1450 876 1494 902Q1500 908 1490 910Q1450 892 1416 914Q1404 912 1410 906Z', '#8f3a22') +
    fill('M1424 902Q1428 866 1454 866Q1482 868 1484 900Q1454 886 1424 902Z', '#b4492a');
  return fill('M1396 1160L1394 1190L1424 1190L1422 1160ZM1440 1160L1442 1190L1472 1190L1464 1160Z', c) + coat + head + arms;
}

function gulls() {
  return (
    [
      [1010, 380, 1.3],
      [1130, 300, 0.9],
      [900, 270, 0.7],
      [1740, 330, 1.1],
      [1840, 280, 0.7],
    ]
      .map(([x, y, k]) =>
        line(
          `M${x - 40 * k} ${y - 12 * k}Q${x - 16 * k} ${y - 24 * k} ${x} ${y}Q${x + 16 * k} ${y - 24 * k} ${x + 42 * k} ${y - 8 * k}`,
          '#3a3f3c',
          6 * k,
        ),
      )
      .join('') +
    fill('M690 742Q700 722 726 724L744 712L742 726Q736 746 700 750Z', '#f6f1e2') +
    fill('M696 740Q716 730 738 738Q720 752 698 748Z', '#7d8a8c')
  );
}

function boats() {
  const sail = group(
    fill('M-70 0L74 0L56 24L-54 24Z', '#3a3f3c') +
      fill('M-4 -10L-4 -196L-64 -10Z', '#8f3a22') +
      fill('M6 -10L6 -184L58 -10Z', '#b4492a') +
      line('M0 2L0 -204', '#3a3f3c', 6) +
      fill('M-60 30L62 30L6 190L-40 160Z', '#8f3a22', 'opacity=".22"'),
    'transform="translate(966 896) scale(.82)"',
  );
  return sail;
}
