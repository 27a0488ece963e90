/** What every file that sets a kernel parameter holds in some way: a first look that costs little. */
export const parameterMentions = /sysctl|proc\/sys|systemControls/i;

/** The same for a file that may declare ports which parameters are compared with. */
export const portMentions =
  /\b(?:hostPort|hostNetwork|network_mode)\b|^[ \t]*(?:["']?ports["']?\s*:|ListenStream\s*=|EXPOSE\s|(?:listen|bind)\s)|[{;}][ \t]*listen\s/m;
