/** Lists, events and what stands around them: every state, every language, light and dark, wide and narrow. */
import { describeTour } from './matrix/describe-tour.ts'
import { publicWays } from './matrix/ways.ts'

describeTour([publicWays.lists, publicWays.events, publicWays.embedded, publicWays.others])
