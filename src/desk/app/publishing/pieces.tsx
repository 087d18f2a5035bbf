import type { Piece } from '#stories/compare-words.js';

/** Words that stayed, went out and came in, told apart by more than their colour. */
export function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return (
    <>
      {pieces.map((piece, at) => {
        const key = `${at} ${piece.is}`;
        if (piece.is === 'in') return <ins key={key}>{piece.text}</ins>;
        if (piece.is === 'out') return <del key={key}>{piece.text}</del>;
        return <span key={key}>{piece.text}</span>;
      })}
    </>
  );
}
