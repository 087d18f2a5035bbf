/** The words of a picture in short: where they are others now, somebody wrote them here. */
export function mediaWords({
  alt,
  caption,
  credit,
}: {
  alt: string;
  caption: string;
  credit: string;
}): string {
  return JSON.stringify([alt, caption, credit]);
}
