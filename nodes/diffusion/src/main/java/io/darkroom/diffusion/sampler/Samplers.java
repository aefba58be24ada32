package io.darkroom.diffusion.sampler;

import io.darkroom.api.sampling.Sampler;
import io.darkroom.api.sampling.SamplerProvider;
import java.util.List;

/** The samplers by the names that stand in workflow files. */
public final class Samplers {
    private Samplers() {}

    /** All of them, in the reference's order. */
    public static List<SamplerProvider> all() {
        return List.of(
                new SamplerProvider("euler", sampler(run -> Euler::step)),
                new SamplerProvider("euler_ancestral", sampler(EulerAncestral::new)),
                new SamplerProvider("heun", sampler(Heun::new)),
                new SamplerProvider("dpm_2", droppingPenultimate(Dpm2::new)),
                new SamplerProvider("dpm_2_ancestral", droppingPenultimate(run -> new Dpm2(run)::ancestralStep)),
                new SamplerProvider("lms", sampler(run -> new Lms())),
                new SamplerProvider("dpmpp_2s_ancestral", sampler(Dpmpp2sAncestral::new)),
                new SamplerProvider("dpmpp_sde", sampler(DpmppSde::new)),
                new SamplerProvider("dpmpp_2m", sampler(run -> new Dpmpp2m())),
                new SamplerProvider("dpmpp_2m_sde", sampler(Dpmpp2mSde::new)),
                new SamplerProvider("dpmpp_3m_sde", sampler(Dpmpp3mSde::new)),
                new SamplerProvider("ddpm", sampler(Ddpm::new)),
                new SamplerProvider("lcm", sampler(Lcm::new)),
                // DDIM (Song et al. 2020) in terms of sigma is Euler's method; only its in-painting noise is another.
                new SamplerProvider("ddim", new SolverSampler(run -> Euler::step, false, 1)),
                new SamplerProvider("uni_pc", droppingPenultimate(run -> new UniPc(UniPc.B.H, run.steps()))),
                new SamplerProvider("uni_pc_bh2", droppingPenultimate(run -> new UniPc(UniPc.B.EXPM1, run.steps()))));
    }

    private static Sampler sampler(Solver.Factory factory) {
        return new SolverSampler(factory, false, 0);
    }

    private static Sampler droppingPenultimate(Solver.Factory factory) {
        return new SolverSampler(factory, true, 0);
    }
}
