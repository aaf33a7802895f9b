import { trainModel, type TrainedModel } from '@packages/model';
import { readPenguins } from './read-penguins.ts';

/**
 * The model of the data set in the bundle: in service while no other has come into it.
 *
 * @example
 * trainShippedModel().model.labels; // → ['Adelie', 'Chinstrap', 'Gentoo']
 */
export const trainShippedModel = (): TrainedModel => trainModel(readPenguins());
