/** A name that turns the line around, hides, ends the line, colours the terminal, and is a formula, a link and an icon. */
export const evil =
  '=1+1;\u202e\u200b\u2028\u2029\u009b31m\x1b]0;x\x07\r\n\u{e0041}[x](command:y) $(error) <b>\ud800';
