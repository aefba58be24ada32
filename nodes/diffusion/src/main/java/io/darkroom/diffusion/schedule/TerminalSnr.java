package io.darkroom.diffusion.schedule;

/** How much signal is left at a model's last time step. */
public enum TerminalSnr {
    /** A little, as SD 1.x and 2.x were trained. */
    TRAINED,
    /** None: the schedule rescaled to zero terminal SNR (Lin et al. 2023, arXiv 2305.08891). */
    ZERO
}
