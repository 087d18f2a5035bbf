import { PictureChooser } from '../../pictures/picture-chooser.tsx';

/** A picture for a story: one of the library, or of an address as long as it is not in the library. */
export type Chosen = {
  media: number | null;
  src: string | null;
  alt: string;
  caption: string;
  credit: string;
};

export function AskPicture({
  onChoose,
  onClose,
}: {
  onChoose: (picture: Chosen) => void;
  onClose: () => void;
}) {
  return (
    <PictureChooser
      onClose={onClose}
      onChoose={({ id, alt, caption, credit }) => onChoose({ media: id, src: null, alt, caption, credit })}
    />
  );
}
