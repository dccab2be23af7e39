/** What of the menu is loaded after the page. */
export { Leave } from './Leave'
export { MePanel } from './MePanel'
