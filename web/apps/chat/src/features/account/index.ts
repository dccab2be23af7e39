/**
 * One's own account: who one is, the password, where one is signed in, and programs. It is loaded when it is opened.
 *
 * - Account — the page. What leads to it is loaded before it: menu (AccountMenu, SignOut)
 * - Profile, ChangePicture, crop, CropFrame — name and picture
 * - ChangePassword
 * - Sessions — browsers that are signed in; Programs, NewProgram — tokens
 */
export { Account, type AccountProps } from './Account'
