/** What the messenger itself shows of the account: loaded right after it, and without the page. */
export { AccountMenu } from './AccountMenu'
export { SignOut } from './SignOut'
