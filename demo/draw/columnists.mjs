// Five who write for the paper, cut from black card, as at the fair.

import { box, disc, fill, group, line, sheet } from './ink.mjs';

const CARD = '#15202a';

export function scene() {
  const s = sheet();
  const panels = [
    { x: 0, ground: '#eaa94c', head: lovage, name: 'Lovage' },
    { x: 420, ground: '#87a3a5', head: stagg, name: 'Stagg' },
    { x: 840, ground: '#f2e8d6', head: marram, name: 'Marram' },
    { x: 1260, ground: '#d98a6b', head: manivel, name: 'Manivel' },
    { x: 1680, ground: '#566a4c', head: selwood, name: 'Selwood' },
  ];
  const inner = panels.map((one, i) => panel(s, one, i)).join('');
  return s.finish(inner, '#f2e8d6');
}

function panel(s, { x, ground, head, name }, i) {
  const back =
    box(x, 0, 421, 1400, ground) +
    box(
      x,
      0,
      421,
      1400,
      s.blend([
        [0, '#ffffff', 0.12],
        [1, '#0d1620', 0.16],
      ]),
    );
  const oval = `<ellipse cx="${x + 210}" cy="610" rx="178" ry="236" fill="#f7f0e1"/><ellipse cx="${x + 210}" cy="610" rx="178" ry="236" fill="none" stroke="${CARD}" stroke-width="5"/><ellipse cx="${x + 210}" cy="610" rx="190" ry="248" fill="none" stroke="${CARD}" stroke-width="2"/>`;
  const clip = s.clip(`M${x + 33} 610A177 235 0 0 1 ${x + 387} 610A177 235 0 0 1 ${x + 33} 610Z`);
  const cut = group(group(head(), `transform="translate(${x + 210} 640) scale(${i % 2 ? -1.06 : 1.06} 1.06)"`), `clip-path="${clip}"`);
  const bow = group(
    fill('M0 0C-40 -34 -74 -26 -76 0C-74 26 -40 30 0 0C40 -34 74 -26 76 0C74 26 40 30 0 0Z', CARD) +
      fill('M-8 6L-40 74L-20 68L-6 86L0 12L6 86L20 68L40 74L8 6Z', CARD) +
      disc(0, 2, 12, ground),
    `transform="translate(${x + 210} 352)"`,
  );
  const shadow = group(`<ellipse cx="${x + 218}" cy="624" rx="192" ry="250" fill="#0d1620" opacity=".3"/>`, `filter="${s.soft(12)}"`);
  const thing = group(props[i], `transform="translate(${x + 210} 1180) scale(1.1)"`);
  const label =
    `<text x="${x + 210}" y="190" text-anchor="middle" font-family="P052, Palatino, serif" font-style="italic" font-size="76" fill="${CARD}">${name}</text>` +
    line(`M${x + 150} 228L${x + 270} 228`, CARD, 4);
  return back + group(shadow + oval + cut + bow, 'transform="translate(0 74)"') + thing + label;
}

/** What stands on each one's desk. */
const props = [
  // a dog with a lead
  fill(
    'M-90 70L-90 -10Q-92 -52 -50 -56L20 -56L46 -100L60 -72L92 -66Q108 -58 102 -42L66 -30Q60 0 56 14L56 70L34 70L32 16L-44 16L-58 40L-58 70L-76 70L-78 34L-72 70Z',
    CARD,
  ) +
    line('M-88 -24Q-130 -50 -122 -92', CARD, 13) +
    line('M40 -64L66 -20', '#b4492a', 8),
  // a spade and a compost heap
  fill('M-140 72Q-120 -20 -30 -30Q10 -60 56 -24Q120 -16 144 72Z', CARD) +
    line('M70 -140L20 20', CARD, 12) +
    line('M48 -146L96 -132', CARD, 12) +
    fill('M34 -20L2 -30L-10 22Q0 48 16 34Z', '#f2e8d6'),
  // a red pencil and a spike with copy
  line('M-10 72L-10 -120', CARD, 8) +
    fill('M-80 72L60 72L48 56L-68 56Z', CARD) +
    [
      [-60, 30],
      [-72, 0],
      [-54, -30],
      [-70, -58],
    ]
      .map(
        ([x, y], k) =>
          fill(`M${x} ${y}l112 ${k % 2 ? -10 : 8}l6 14l-114 ${k % 2 ? 10 : -6}Z`, '#ffffff') +
          line(`M${x + 14} ${y + 8}l70 ${k % 2 ? -6 : 5}`, CARD, 3),
      )
      .join('') +
    line('M76 66L130 -70', '#b4492a', 14) +
    fill('M69 63L84 69L68 92Z', CARD),
  // a stethoscope round a watch
  line('M-70 -120Q-76 -20 -20 0Q40 10 40 -60Q44 -120 70 -124M-96 -118Q-84 -30 -20 0', CARD, 9) +
    line('M-20 0Q-30 60 30 64Q84 60 86 20', CARD, 9) +
    disc(88, 6, 26, CARD) +
    disc(88, 6, 14, '#f2e8d6') +
    line('M88 6L88 -4M88 6L95 9', CARD, 3),
  // opera glasses and a programme
  fill('M-104 -40L-26 -50L-20 40L-92 56Z', CARD) +
    fill('M26 -50L104 -40L92 56L20 40Z', CARD) +
    box(-26, -30, 52, 30, CARD) +
    `<ellipse cx="-66" cy="-46" rx="41" ry="15" fill="#eaa94c"/><ellipse cx="66" cy="-46" rx="41" ry="15" fill="#eaa94c"/><ellipse cx="-56" cy="50" rx="37" ry="12" fill="#0d1620"/><ellipse cx="56" cy="50" rx="37" ry="12" fill="#0d1620"/>`,
];

const bust = 'M-190 280Q-176 178 -78 150Q-46 140 -44 96L-60 30L60 20L48 74Q44 118 62 138Q150 158 186 280Z';

/** Harriet Lovage: a bun with a pencil through it, a long nose, a scarf. */
function lovage() {
  const face =
    'M20 -170C56 -168 84 -146 88 -112C92 -98 86 -90 88 -82L116 -44C120 -36 112 -32 100 -30C102 -22 106 -18 104 -14C100 -10 98 -8 102 -2C104 6 98 10 96 14C98 30 90 44 66 44C50 44 44 54 44 70L-60 70L-70 -60C-74 -130 -30 -172 20 -170Z';
  return (
    fill(bust, CARD) +
    fill(face, CARD) +
    disc(-74, -128, 50, CARD) +
    line('M-136 -84L-18 -182', CARD, 9) +
    fill('M-22 -182L-4 -198L-14 -174Z', CARD) +
    fill('M-90 96Q0 140 84 92L92 130Q0 178 -98 136Z', '#b4492a') +
    fill('M-70 130L-110 250L-60 256L-34 150Z', '#b4492a') +
    line('M60 -84a22 22 0 1 0 44 0a22 22 0 1 0 -44 0M60 -88L-30 -96', '#f7f0e1', 5)
  );
}

/** Auberon Stagg: a hat that has been sat on, a beard that has not. */
function stagg() {
  const face =
    'M14 -150C50 -150 78 -130 84 -104L88 -84L112 -52C114 -44 106 -40 98 -40L98 -28C108 -20 108 -8 100 -2C112 20 96 78 44 92C0 100 -44 84 -60 50L-70 -50C-72 -110 -30 -150 14 -150Z';
  return (
    fill(bust, CARD) +
    fill(face, CARD) +
    fill('M-110 -112Q0 -150 128 -108Q140 -96 124 -94Q0 -124 -104 -94Q-122 -98 -110 -112Z', CARD) +
    fill('M-72 -114L-64 -188Q-30 -214 0 -196Q30 -216 66 -184L80 -112Z', CARD) +
    fill('M-72 -120Q0 -146 80 -118L80 -106Q0 -134 -72 -108Z', '#87a3a5') +
    fill('M-130 230L-40 150L0 210L40 150L120 220L100 290L-120 290Z', '#0d1620')
  );
}

/** Philippa Marram: cropped hair, a chin, a pencil behind the ear. */
function marram() {
  const face =
    'M16 -160C58 -160 84 -132 86 -102C88 -92 84 -86 86 -78L108 -46C112 -38 104 -36 96 -34C96 -28 102 -24 100 -18C96 -14 96 -10 98 -6C100 0 94 4 92 8C100 26 96 46 70 48C52 50 44 56 44 74L-58 74L-66 -40C-84 -100 -40 -162 16 -160Z';
  return (
    fill(bust, CARD) +
    fill(face, CARD) +
    fill(
      'M-70 -20C-96 -90 -60 -176 14 -178C60 -178 90 -150 92 -120C70 -140 40 -136 24 -120C0 -100 -10 -60 -14 -30C-30 -40 -40 -20 -34 0Z',
      CARD,
    ) +
    line('M-60 -74L70 -100', '#b4492a', 11) +
    fill('M70 -106L88 -103L72 -94Z', '#f7f0e1') +
    fill('M-60 112L10 180L74 108L96 140L20 290L-30 290L-96 150Z', '#f7f0e1') +
    fill('M-2 176L22 176L30 290L-12 290Z', '#b4492a')
  );
}

/** Dr Suresh Manivel: spectacles pushed up, a moustache, a collar. */
function manivel() {
  const face =
    'M10 -156C54 -158 82 -132 86 -104C90 -94 86 -88 88 -80L112 -48C116 -40 108 -36 100 -34C110 -28 112 -16 100 -12C100 -6 102 0 96 6C100 26 92 46 66 48C50 50 44 58 44 74L-58 74L-68 -50C-76 -110 -40 -156 10 -156Z';
  return (
    fill(bust, CARD) +
    fill(face, CARD) +
    fill('M-76 -30C-96 -110 -50 -180 20 -174C66 -172 88 -146 90 -118C50 -136 10 -120 -10 -86C-20 -60 -34 -50 -44 -16Z', CARD) +
    line('M50 -132a20 15 -18 1 0 40 -10a20 15 -18 1 0 -40 10M50 -128L-40 -104', '#f7f0e1', 5) +
    fill('M-60 116L8 190L70 110L104 150L24 290L-16 290L-104 152Z', '#f7f0e1') +
    fill('M2 186L20 186L34 260L12 290L-10 260Z', '#3f6b72')
  );
}

/** Ines Selwood: long earrings, hair up and coming down, one eyebrow. */
function selwood() {
  const face =
    'M18 -164C56 -164 82 -138 84 -108C86 -98 84 -92 86 -84L106 -52C110 -44 102 -42 96 -40C96 -34 104 -30 102 -22C98 -18 98 -16 102 -10C104 -4 96 0 94 6C96 24 86 40 62 42C48 44 42 54 42 74L-56 74L-64 -50C-70 -120 -30 -166 18 -164Z';
  return (
    fill(bust, CARD) +
    fill(face, CARD) +
    fill(
      'M-60 -10C-110 -40 -126 -120 -84 -168C-50 -210 20 -206 60 -180C80 -166 90 -146 88 -128C60 -146 30 -140 14 -118C-10 -90 -20 -50 -30 -20C-36 20 -70 30 -84 80C-104 60 -92 20 -60 -10Z',
      CARD,
    ) +
    disc(-20, -36, 7, '#eaa94c') +
    line('M-20 -28L-20 -4', '#eaa94c', 5) +
    fill('M-20 -6L-32 26L-8 26Z', '#eaa94c') +
    fill('M-100 140Q0 210 96 136Q60 240 0 244Q-66 240 -100 140Z', '#566a4c')
  );
}
