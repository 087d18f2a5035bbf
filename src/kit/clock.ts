/** The time of day as the house sees it. Main supplies the real one; tests set their own. */
export type Clock = () => Date;
