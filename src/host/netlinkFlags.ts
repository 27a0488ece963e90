/** From include/linux/socket.h. */
export const msgTrunc = 0x20;
export const msgDontWait = 0x40;
