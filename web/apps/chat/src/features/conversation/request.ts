/** What shows when a message is pointed at, has the focus, or was touched. */
export const ON_REQUEST =
  'opacity-0 group-hover/message:opacity-100 group-focus-within/message:opacity-100 group-focus/message:opacity-100 group-data-active/message:opacity-100'
