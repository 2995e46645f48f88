/** The script of the thread that draws sign-in sheets; `sign-in-sheet.ts` starts it, nobody imports it. */
import { draw } from '../platform/drawing-thread.ts'
import { drawSignInSheets } from './sign-in-drawing.ts'

await draw(drawSignInSheets)
