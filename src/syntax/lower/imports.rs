//! `import` and `from … import`.

use super::{Lower, Lowered, Node, Rule, expect, take};
use crate::syntax::ast::{Alias, StmtKind};

impl Lower {
    pub(super) fn import_statement(&mut self, node: Node) -> Lowered<StmtKind> {
        let aliases = node
            .into_inner()
            .filter(|node| node.as_rule() == Rule::module_alias)
            .map(|node| self.module_alias(node))
            .collect::<Lowered<_>>()?;
        Ok(StmtKind::Import(aliases))
    }

    /// `a.b` binds `a`, `a.b as c` binds `c`.
    fn module_alias(&mut self, node: Node) -> Lowered<Alias> {
        let mut nodes = node.clone().into_inner();
        let dotted = expect(&mut nodes, &node)?;
        let first = expect(&mut dotted.clone().into_inner(), &dotted)?;
        let renamed = take(&mut nodes, Rule::kw_as).is_some();
        let target = if renamed {
            expect(&mut nodes, &node)?
        } else {
            first
        };
        Ok(Alias {
            name: self.dotted(dotted)?,
            target: self.name(&target)?,
            renamed,
            span: self.span(&node),
        })
    }

    /// The dotted name without the blanks that Python allows around its dots.
    fn dotted(&self, node: Node) -> Lowered<String> {
        let mut name = String::new();
        for part in node.into_inner() {
            if !name.is_empty() {
                name.push('.');
            }
            name.push_str(&self.symbol(&part)?.name());
        }
        Ok(name)
    }

    pub(super) fn import_from(&mut self, node: Node) -> Lowered<StmtKind> {
        let mut nodes = node.clone().into_inner();
        take(&mut nodes, Rule::kw_from);
        let module = expect(&mut nodes, &node)?;
        let module = self.source_module(module)?;
        take(&mut nodes, Rule::kw_import);
        let star = take(&mut nodes, Rule::star).is_some();
        let names = nodes
            .map(|node| self.name_alias(node))
            .collect::<Lowered<_>>()?;
        Ok(StmtKind::ImportFrom {
            module,
            names,
            star,
        })
    }

    /// The module's name with the dots of a relative import in front.
    fn source_module(&self, node: Node) -> Lowered<String> {
        let dotted = node.clone().into_inner().next();
        let before = match &dotted {
            Some(dotted) => dotted.as_span().start() - node.as_span().start(),
            None => node.as_str().len(),
        };
        let text = node.as_str().get(..before).unwrap_or("");
        let mut module: String = text.chars().filter(|&c| c == '.').collect();
        if let Some(dotted) = dotted {
            module.push_str(&self.dotted(dotted)?);
        }
        Ok(module)
    }

    fn name_alias(&mut self, node: Node) -> Lowered<Alias> {
        let mut nodes = node.clone().into_inner();
        let name = expect(&mut nodes, &node)?;
        let renamed = take(&mut nodes, Rule::kw_as).is_some();
        let target = if renamed {
            expect(&mut nodes, &node)?
        } else {
            name.clone()
        };
        Ok(Alias {
            name: self.symbol(&name)?.name().to_string(),
            target: self.name(&target)?,
            renamed,
            span: self.span(&node),
        })
    }
}
