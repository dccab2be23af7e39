/**
 * How it looks: tokens.css and face.css hold every value, reset.css takes away what browsers add; these are the pieces
 * that all features are made of.
 *
 * - Avatar, PresenceMark, Badge — faces and their marks
 * - Button, IconButton, TextButton, TextField — controls. PasswordField and CopyField, too, which are loaded later and
 *   so are not exported here; neither are those of pages: Page, Section (Lines, Tag), State
 * - Dialog, Toast — what floats. Floating (place), too, which is loaded later and so is not exported here
 * - Blank, Bone, Dots — nothing yet, loading, somebody at work
 */
export { Avatar } from './Avatar'
export { Badge } from './Badge'
export { Blank } from './Blank'
export { Bone } from './Bone'
export { Button } from './Button'
export { classes } from './classes'
export { Dialog } from './Dialog'
export { Dots } from './Dots'
export { faceHue } from './face'
export { IconButton } from './IconButton'
export { PresenceMark } from './PresenceMark'
export { TextButton } from './TextButton'
export { TextField } from './TextField'
export { Toast } from './Toast'
