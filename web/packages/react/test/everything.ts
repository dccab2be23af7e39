/** What an application gets that uses all of both packages. */
export * from '@webchat/client'
export * from '../src'
