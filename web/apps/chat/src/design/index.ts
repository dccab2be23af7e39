/**
 * How it looks: tokens.css and face.css hold every value, reset.css takes away what browsers add; these are the pieces
 * that all features are made of.
 *
 * - Avatar, KindIcon, PresenceMark, Badge — faces and their marks
 * - Button, IconButton, TextButton, TextField — controls
 * - Dialog, Toast — what floats
 * - Blank, Bone, Dots — nothing yet, loading, somebody at work
 *
 * Not exported here, for they are loaded later: the controls Choice, CopyField, PasswordField, Select, Switch, TextArea;
 * what floats, Floating (place), Menu, Question, with DialogFoot and Refusal; PersonRow; and the pieces of pages, Page,
 * Section (Lines, Tag), State.
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
export { KindIcon } from './KindIcon'
export { PresenceMark } from './PresenceMark'
export { TextButton } from './TextButton'
export { TextField } from './TextField'
export { Toast } from './Toast'
