/**
 * The public channels, for those who are not in them yet. Loaded after the page.
 *
 * - Directory — the page; useFound — what is asked while one types
 */
export { Directory, type DirectoryProps } from './Directory'
