export { type GoalResults, goalResults, type Supporter } from './goal-results';
export { type Counted, type LaunchResults, launchResults } from './launch-results';
export { goalsPage } from './page/goals-page';
export { launchResultsPage, type ResultsPageContext } from './page/launch-page';
export { goalsLines, launchLines } from './text';
