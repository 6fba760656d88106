//! `plt.cm`: every colormap by its name, and turned round.

use super::colormaps::named;

macro_rules! maps {
    ($($name:literal)*) => {
        /// The rows of this chapter.
        pub static ROWS: &[crate::value::Builtin] = &TABLE;

        static TABLE: [crate::value::Builtin; 2 * [$($name),*].len()] = [$(
            row!($name, ""),
            row!($name, "_r"),
        )*];
    };
}

macro_rules! row {
    ($name:literal, $end:literal) => {
        crate::value::Builtin::new(
            crate::value::builtin::RowKind::Constant,
            &[
                concat!("matplotlib.cm.", $name, $end),
                concat!("matplotlib.pyplot.cm.", $name, $end),
            ],
            "",
            concat!(
                "The colormap `",
                $name,
                $end,
                "`.\n\n>>> import matplotlib.pyplot as plt\n>>> plt.cm.",
                $name,
                $end,
                ".name\n'",
                $name,
                $end,
                "'\n"
            ),
            |host, bound| {
                crate::value::builtin::Callable::invoke(
                    &|| named(concat!($name, $end)),
                    host,
                    bound,
                )
            },
        )
    };
}

maps! {
    "viridis" "plasma" "inferno" "magma" "cividis" "gray" "Greys" "Blues"
    "Reds" "Greens" "Oranges" "Purples" "YlOrRd" "YlOrBr" "OrRd" "PuRd"
    "RdPu" "BuPu" "GnBu" "PuBu" "YlGnBu" "PuBuGn" "BuGn" "YlGn"
    "jet" "hot" "afmhot" "cool" "coolwarm" "bwr" "seismic" "RdBu"
    "RdYlBu" "RdYlGn" "RdGy" "PiYG" "PRGn" "BrBG" "PuOr" "Spectral"
    "hsv" "rainbow" "turbo" "twilight" "terrain" "ocean" "spring" "summer"
    "autumn" "winter" "bone" "copper" "pink" "binary" "cubehelix" "gnuplot"
    "tab10" "tab20" "tab20b" "tab20c" "Set1" "Set2" "Set3" "Paired"
    "Accent" "Dark2" "Pastel1" "Pastel2"
}
