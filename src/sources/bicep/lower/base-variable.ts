/** The variable that holds all values of the parameter file that another one extends; no variable of Bicep has such a name. */
export const BASE_VARIABLE = '$base';
