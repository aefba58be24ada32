/**
 * JSON as plain immutable Java values: null, Boolean, Long, BigInteger, Double, String, List and Map. Reading is lenient where
 * Python is and bounded everywhere; writing gives the text Python gives.
 */
@NullMarked
package io.darkroom.format.json;

import org.jspecify.annotations.NullMarked;
