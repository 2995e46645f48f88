/** Forms, receipts and one's own registration: every state, every language, light and dark, wide and narrow. */
import { describeTour } from './matrix/describe-tour.ts'
import { publicWays } from './matrix/ways.ts'

describeTour([publicWays.forms, publicWays.receipts, publicWays.registrations, publicWays.subscriptions])
